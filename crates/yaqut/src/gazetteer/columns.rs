//! The columns and keys of a gazetteer, and the misspellings of them.

use super::cause::Cause;

/// The columns every table must have, for messages.
pub(super) const REQUIRED: &str = "`id`, `type` and `name` are required";

/// What a column of a table, or a key of a JSON object, holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Column {
    Id,
    Type,
    Name,
    Aliases,
    Prior,
    Folds,
    Clitics,
    Remove,
    Metadata(String),
}

const KNOWN: [(&str, Column); 8] = [
    ("id", Column::Id),
    ("type", Column::Type),
    ("name", Column::Name),
    ("aliases", Column::Aliases),
    ("prior", Column::Prior),
    ("folds", Column::Folds),
    ("clitics", Column::Clitics),
    ("remove", Column::Remove),
];

impl Column {
    /// The column of this name; an unknown name is metadata, unless it is nearly a known one.
    ///
    /// `id` and `remove` have too many honest neighbours (`qid`, `iso`, `remote`), and a misspelled one is found
    /// missing anyway: only their case is compared. Of the others, names of up to five letters may not be one edit
    /// away, longer ones not two.
    pub(super) fn of(name: &str) -> Result<Column, Cause> {
        if let Some((_, column)) = KNOWN.iter().find(|(known, _)| *known == name) {
            return Ok(column.clone());
        }
        let lower = name.to_lowercase();
        let near = KNOWN.iter().map(|(known, _)| *known).find(|known| {
            let allowed = match *known {
                "id" | "remove" => 0,
                known if known.len() <= 5 => 1,
                _ => 2,
            };
            distance(&lower, known) <= allowed
        });
        match near {
            Some(known) => Err(Cause::NearlyKnown { name: name.to_owned(), known }),
            None if name.is_empty() || name.contains(char::is_control) => {
                Err(Cause::MetadataKey { key: name.to_owned() })
            }
            None => Ok(Column::Metadata(name.to_owned())),
        }
    }
}

/// The name in `found` that was most likely meant to be `wanted`.
pub(super) fn nearest<'n>(wanted: &str, found: impl Iterator<Item = &'n str>) -> Option<&'n str> {
    let limit = if wanted.len() <= 2 { 1 } else { 2 };
    found
        .map(|name| (distance(&name.to_lowercase(), wanted), name))
        .filter(|(distance, _)| *distance <= limit)
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, name)| name)
}

/// How many letters must be added, dropped, replaced or swapped with their neighbour to make `a` of `b`.
///
/// Names much longer than `b` are far from it whatever they hold, so the work is bounded by the length of `b`.
fn distance(a: &str, b: &str) -> usize {
    const FAR: usize = 3;
    let b: Vec<char> = b.chars().collect();
    let a: Vec<char> = a.chars().take(b.len() + FAR).collect();
    if a.len() >= b.len() + FAR {
        return FAR;
    }
    let mut before_last: Vec<usize> = Vec::new();
    let mut last: Vec<usize> = (0..=b.len()).collect();
    let mut previous_a = None;
    for (i, &ca) in a.iter().enumerate() {
        let mut row = vec![i + 1];
        let mut previous_b = None;
        for (j, &cb) in b.iter().enumerate() {
            let at = |row: &[usize], j: usize| row.get(j).copied().unwrap_or(usize::MAX - 1);
            let mut best =
                (at(&last, j) + usize::from(ca != cb)).min(at(&last, j + 1) + 1).min(at(&row, j) + 1);
            if j > 0 && Some(ca) == previous_b && previous_a == Some(cb) {
                best = best.min(at(&before_last, j - 1) + 1);
            }
            row.push(best);
            previous_b = Some(cb);
        }
        before_last = std::mem::replace(&mut last, row);
        previous_a = Some(ca);
    }
    last.last().copied().unwrap_or(FAR)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn distance_counts_edits_and_swaps() {
        let cases = [
            ("aliases", "aliases", 0),
            ("alises", "aliases", 1),
            ("alias", "aliases", 2),
            ("tpye", "type", 1),
            ("role", "folds", 3),
            ("", "id", 2),
            ("piror", "prior", 1),
            ("aliases_in_english", "aliases", 3),
        ];
        for (a, b, expected) in cases {
            assert_eq!(distance(a, b), expected, "{a} {b}");
        }
    }

    #[test]
    fn known_names_are_their_columns() {
        for (name, column) in KNOWN {
            assert_eq!(Column::of(name).unwrap(), column);
        }
    }

    #[test]
    fn misspellings_are_errors() {
        let near =
            ["alises", "alias", "Aliases", "types", "Name", "nmae", "fold", "prio", "clitic", "ID", "Remove"];
        for name in near {
            assert!(matches!(Column::of(name), Err(Cause::NearlyKnown { .. })), "{name}");
        }
    }

    #[test]
    fn honest_neighbours_are_metadata() {
        let honest = [
            "qid",
            "iso",
            "uid",
            "removed",
            "remote",
            "role",
            "name_en",
            "aliases_en",
            "time",
            "code",
            "الاسم",
        ];
        for name in honest {
            assert_eq!(Column::of(name).unwrap(), Column::Metadata(name.to_owned()));
        }
    }

    #[test]
    fn the_nearest_name_is_suggested() {
        assert_eq!(nearest("name", ["label", "nam", "names_ar"].into_iter()), Some("nam"));
        assert_eq!(nearest("id", ["ids", "label"].into_iter()), Some("ids"));
        assert_eq!(nearest("id", ["name"].into_iter()), None);
    }
}
