//! The statements of an item that say what it is and where.

use std::borrow::Cow;

use serde::Deserialize;
use serde::de::MapAccess;

use super::item::{Member, pass_over};

/// The statements of an item that an import looks at.
#[derive(Debug, Default)]
pub(super) struct Claims {
    /// P31, instance of.
    pub(super) classes: Vec<String>,
    /// P17, country.
    pub(super) country: Option<String>,
    /// P27, country of citizenship.
    pub(super) citizenship: Option<String>,
}

impl<'de> Member<'de> for Claims {
    fn member<A: MapAccess<'de>>(&mut self, key: &str, members: &mut A) -> Result<(), A::Error> {
        match key {
            "P31" => self.classes = best(members.next_value()?),
            "P17" => self.country = best(members.next_value()?).into_iter().next(),
            "P27" => self.citizenship = best(members.next_value()?).into_iter().next(),
            _ => pass_over(members)?,
        }
        Ok(())
    }
}

#[derive(Deserialize)]
#[serde(expecting = "a statement")]
struct Statement<'l> {
    #[serde(borrow)]
    mainsnak: Snak<'l>,
    #[serde(borrow, default)]
    rank: Cow<'l, str>,
}

#[derive(Deserialize)]
#[serde(expecting = "a snak")]
struct Snak<'l> {
    /// Not there where the value is unknown, or there is none.
    #[serde(borrow)]
    datavalue: Option<DataValue<'l>>,
}

#[derive(Deserialize)]
#[serde(expecting = "a value")]
struct DataValue<'l> {
    #[serde(borrow)]
    value: EntityId<'l>,
}

#[derive(Deserialize)]
#[serde(expecting = "an item")]
struct EntityId<'l> {
    #[serde(borrow)]
    id: Option<Cow<'l, str>>,
    /// Old dumps have no other.
    #[serde(rename = "numeric-id")]
    numeric: Option<u64>,
}

/// The items that statements name: those of the preferred rank if there are any, else of the normal one.
fn best(statements: Vec<Statement<'_>>) -> Vec<String> {
    let preferred = statements.iter().any(|statement| statement.rank == "preferred");
    let counts = |statement: &Statement<'_>| match &*statement.rank {
        "preferred" => true,
        "deprecated" => false,
        _ => !preferred,
    };
    let values = statements.into_iter().filter(counts).filter_map(|statement| statement.mainsnak.datavalue);
    values
        .filter_map(|DataValue { value }| {
            let numeric = || value.numeric.map(|number| format!("Q{number}"));
            value.id.map(Cow::into_owned).or_else(numeric)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use serde::de::DeserializeSeed;

    use super::*;
    use crate::import::wikidata::item::Object;

    const STATEMENT: &str = r#"{"mainsnak":{"snaktype":"value","property":"P31","datavalue":{"value":{"entity-type":"item","numeric-id":515,"id":"Q515"},"type":"wikibase-entityid"},"datatype":"wikibase-item"},"type":"statement","id":"Q85$1","rank":"normal"}"#;

    #[test]
    fn the_best_rank_decides_what_an_item_is() {
        let classes = |statements: &str| {
            let line = format!(r#"{{"P31":[{statements}],"P18":[1]}}"#);
            let mut claims = Claims::default();
            Object(&mut claims).deserialize(&mut serde_json::Deserializer::from_str(&line)).unwrap();
            claims.classes
        };
        let other = STATEMENT.replace("515", "5119");
        let old = other.replace(r#","id":"Q5119""#, "");
        let nothing = r#"{"mainsnak":{"snaktype":"somevalue","property":"P31"},"rank":"normal"}"#;
        assert_eq!(classes(&format!("{STATEMENT},{other},{nothing}")), ["Q515", "Q5119"]);
        assert_eq!(classes(&format!("{STATEMENT},{}", old.replace("normal", "preferred"))), ["Q5119"]);
        assert_eq!(classes(&format!("{STATEMENT},{}", other.replace("normal", "deprecated"))), ["Q515"]);
    }
}
