//! What an entity must be, and what it had better be.

use std::fmt;

use super::cause::Cause;
use super::columns::Column;
use super::entity::Entity;
use super::error::{GazetteerError, Quoted};
use crate::Fold;
use crate::chars::{self, CharClass};

/// The most characters a name may have unless more are asked for.
pub(super) const MAX_ALIAS_CHARS: usize = 256;

impl Entity {
    /// Whether every value makes sense: what [`Gazetteer::add`](crate::Gazetteer::add) and the readers check.
    ///
    /// # Errors
    ///
    /// If the id, the type, the name or an alias is empty or holds a NUL; if nothing would be left of a name when it is
    /// normalized; if a name has more than `max_alias_chars` characters, not counting marks, tatweel and invisible
    /// controls; if the prior is not from 0 to 1; if a metadata key is a column's name or nearly one.
    ///
    /// ```
    /// use yaqut::Entity;
    /// assert!(Entity::new("x:1", "place", "الشام").validate(256).is_ok());
    /// let error = Entity::new("x:1", "place", "الشام").with_alias("ـــ").validate(256).unwrap_err();
    /// assert_eq!(
    ///     error.to_string(),
    ///     "column `aliases`: `ـــ` of `x:1` becomes empty when normalized, by `tatweel`; remove it or write its \
    ///      letters"
    /// );
    /// ```
    pub fn validate(&self, max_alias_chars: usize) -> Result<(), GazetteerError> {
        for (value, column) in [(self.id(), "id"), (self.entity_type(), "type"), (self.name(), "name")] {
            self.check_value(value, column)?;
        }
        self.check_name(self.name(), max_alias_chars).map_err(|cause| error(cause, "name"))?;
        for (n, alias) in self.aliases().iter().enumerate() {
            if alias.text().is_empty() {
                return Err(error(Cause::EmptyAlias { id: self.id().to_owned(), number: n + 1 }, "aliases"));
            }
            self.check_nul(alias.text(), "aliases")?;
            self.check_name(alias.text(), max_alias_chars).map_err(|cause| error(cause, "aliases"))?;
        }
        if !(0.0..=1.0).contains(&self.prior()) {
            return Err(error(Cause::Prior { text: self.prior().to_string() }, "prior"));
        }
        for (key, value) in self.metadata() {
            match Column::of(key) {
                Ok(Column::Metadata(_)) => self.check_nul(value, key)?,
                Ok(_) => return Err(error(Cause::MetadataKey { key: key.to_owned() }, key)),
                Err(cause) => return Err(error(cause, key)),
            }
        }
        Ok(())
    }

    fn check_value(&self, value: &str, column: &'static str) -> Result<(), GazetteerError> {
        if value.is_empty() {
            return Err(error(Cause::Empty { what: column }, column));
        }
        self.check_nul(value, column)
    }

    fn check_nul(&self, value: &str, column: &str) -> Result<(), GazetteerError> {
        if value.contains('\0') {
            return Err(error(Cause::Nul { id: self.id().to_owned() }, column));
        }
        Ok(())
    }

    fn check_name(&self, name: &str, limit: usize) -> Result<(), Cause> {
        let opaque = name.chars().filter(|&c| !chars::is_transparent(c));
        if opaque.clone().all(char::is_whitespace) {
            let folds = emptying_folds(name);
            return Err(Cause::BecomesEmpty { id: self.id().to_owned(), name: name.to_owned(), folds });
        }
        let chars = opaque.count();
        if chars > limit {
            return Err(Cause::NameTooLong { id: self.id().to_owned(), name: name.to_owned(), chars, limit });
        }
        Ok(())
    }

    /// What is allowed but seldom meant; `line` is the entity's line in its source, if it has one.
    ///
    /// ```
    /// let entity = yaqut::Entity::new("x:1", "place", "حلـ\u{FFFD}ب");
    /// assert_eq!(entity.warnings(Some(7)).map(|warning| warning.line()).collect::<Vec<_>>(), [Some(7)]);
    /// ```
    pub fn warnings(&self, line: Option<u64>) -> impl Iterator<Item = GazetteerWarning> {
        let names = self.aliases().iter().map(|alias| ("aliases", alias.text()));
        let values = [("id", self.id()), ("name", self.name())].into_iter().chain(names);
        values.flat_map(move |(column, value)| {
            let found = [
                (value.contains('\u{FFFD}'), Concern::Mangled),
                (unbalanced(value), Concern::Unbalanced),
                (column == "id" && value.chars().any(chars::is_format), Concern::Invisible),
            ];
            found.into_iter().filter(|(is_so, _)| *is_so).map(move |(_, concern)| GazetteerWarning {
                line,
                column,
                id: self.id().to_owned(),
                concern,
            })
        })
    }
}

fn error(cause: Cause, column: &str) -> GazetteerError {
    GazetteerError::from(cause).in_column(column)
}

/// The folds that leave nothing of a name, in their order.
fn emptying_folds(name: &str) -> Vec<Fold> {
    let folds = [
        (CharClass::Mark, Fold::Diacritics),
        (CharClass::Tatweel, Fold::Tatweel),
        (CharClass::Format, Fold::Format),
    ];
    let has = |class| name.chars().any(|c| chars::class(c) == class);
    folds.into_iter().filter(|(class, _)| has(*class)).map(|(_, fold)| fold).collect()
}

/// Whether a bidi embedding, override or isolate is left open, or closed before it was opened.
fn unbalanced(text: &str) -> bool {
    let (mut embeddings, mut isolates) = (0_i64, 0_i64);
    let mut closed_too_early = false;
    for c in text.chars() {
        match c {
            '\u{202A}' | '\u{202B}' | '\u{202D}' | '\u{202E}' => embeddings += 1,
            '\u{202C}' => embeddings -= 1,
            '\u{2066}'..='\u{2068}' => isolates += 1,
            '\u{2069}' => isolates -= 1,
            _ => continue,
        }
        closed_too_early |= embeddings < 0 || isolates < 0;
    }
    closed_too_early || embeddings != 0 || isolates != 0
}

/// Something in a gazetteer that is allowed but seldom meant.
///
/// ```
/// use yaqut::Gazetteer;
/// let names = Gazetteer::from_csv("id,type,name\nx:1,place,حلـ\u{FFFD}ب\n".as_bytes())?;
/// let warning = &names.warnings()[0];
/// assert_eq!((warning.line(), warning.id()), (Some(2), "x:1"));
/// assert!(warning.to_string().starts_with("line 2, column `name`: `x:1` holds U+FFFD"));
/// # Ok::<(), yaqut::GazetteerError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GazetteerWarning {
    line: Option<u64>,
    column: &'static str,
    id: String,
    concern: Concern,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Concern {
    Mangled,
    Unbalanced,
    Invisible,
}

impl GazetteerWarning {
    /// The line of the source; `None` for an entity that came from no source.
    #[must_use]
    pub fn line(&self) -> Option<u64> {
        self.line
    }

    /// The column or JSON key.
    #[must_use]
    pub fn column(&self) -> &str {
        self.column
    }

    /// The entity.
    #[must_use]
    pub fn id(&self) -> &str {
        &self.id
    }
}

impl fmt::Display for GazetteerWarning {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(line) = self.line {
            write!(f, "line {line}, ")?;
        }
        write!(f, "column `{}`: {} ", self.column, Quoted(&self.id))?;
        f.write_str(match self.concern {
            Concern::Mangled => {
                "holds U+FFFD, the mark of letters lost in a conversion; look up the right spelling"
            }
            Concern::Unbalanced => "holds a bidi control without its partner; remove it",
            Concern::Invisible => "has an invisible control in its id; remove it",
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::GazetteerErrorKind as Kind;

    fn refusal(entity: &Entity) -> (Kind, Option<String>) {
        let error = entity.validate(8).unwrap_err();
        (error.kind(), error.column().map(str::to_owned))
    }

    #[test]
    fn the_folds_that_emptied_a_name_are_named() {
        let cases = [
            ("\u{64E}\u{651}", "`diacritics`"),
            ("ــ", "`tatweel`"),
            ("\u{200F}", "`format`"),
            ("ـ\u{64E} \u{200D}", "`diacritics` and `tatweel` and `format`"),
        ];
        for (name, folds) in cases {
            let error = Entity::new("x", "place", name).validate(8).unwrap_err().to_string();
            assert!(error.contains(&format!("normalized, by {folds};")), "{error}");
        }
    }

    #[test]
    fn marks_do_not_count_towards_the_length() {
        let long = "م\u{64F}\u{640}".repeat(8);
        assert!(Entity::new("x", "person", long.clone()).validate(8).is_ok());
        let entity = Entity::new("x", "person", "م").with_alias(long + "م");
        assert_eq!(refusal(&entity), (Kind::Name, Some("aliases".to_owned())));
    }

    #[test]
    fn each_bad_value_names_its_column() {
        let good = || Entity::new("x", "place", "مصر");
        let cases = [
            (Entity::new("", "place", "مصر"), Kind::Value, "id"),
            (Entity::new("x", " ", "مصر"), Kind::Value, "type"),
            (Entity::new("x", "place", ""), Kind::Value, "name"),
            (Entity::new("x", "pla\0ce", "مصر"), Kind::Value, "type"),
            (good().with_alias(" "), Kind::Name, "aliases"),
            (good().with_prior(1.5), Kind::Value, "prior"),
            (good().with_prior(f32::NAN), Kind::Value, "prior"),
            (good().with_metadata("name", "x"), Kind::Value, "name"),
            (good().with_metadata("alises", "x"), Kind::Header, "alises"),
            (good().with_metadata("x", "\0"), Kind::Value, "x"),
        ];
        for (entity, kind, column) in cases {
            assert_eq!(refusal(&entity), (kind, Some(column.to_owned())), "{entity:?}");
        }
    }

    #[test]
    fn suspicious_text_is_warned_of_and_accepted() {
        let entity = Entity::new("x\u{200F}", "place", "\u{202B}مصر").with_alias("م\u{FFFD}ر");
        assert!(entity.validate(8).is_ok());
        let columns: Vec<&str> = entity.warnings(None).map(|warning| warning.column).collect();
        assert_eq!(columns, ["id", "name", "aliases"]);
        assert!(!unbalanced("\u{2067}\u{202B}مصر\u{202C}\u{2069}"));
        assert!(unbalanced("\u{202C}\u{202B}"));
    }
}
