//! Reading text that was cut by hand: tables of words, running text with `+`, and CoNLL-U.

use std::io::{self, BufRead};

use thiserror::Error;

use super::GoldSentence;

/// How text that was cut by hand is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum GoldFormat {
    /// A word a line, a tab, its parts with `+` between them, an empty line behind each sentence; further columns and lines
    /// that begin with `#` are passed over. A line without a tab is running text with a `+` at each cut.
    Seg,
    /// [CoNLL-U](https://universaldependencies.org/format.html): the words of a multiword token are its parts.
    Conllu,
}

/// What is wrong with a file of cut text, and where.
///
/// ```
/// use yaqut::{GoldFormat, GoldReader};
/// let error = GoldReader::new("قال\t".as_bytes(), GoldFormat::Seg).next().unwrap().unwrap_err();
/// assert_eq!(error.line(), 1);
/// assert_eq!(error.to_string(), "line 1: a row needs a word, a tab and its parts; a `+` parts them");
/// ```
#[derive(Debug, Error)]
#[error("line {line}: {kind}")]
pub struct GoldError {
    line: u64,
    kind: GoldErrorKind,
}

impl GoldError {
    /// The line, from 1.
    #[must_use]
    pub const fn line(&self) -> u64 {
        self.line
    }

    /// What is wrong with it.
    #[must_use]
    pub const fn kind(&self) -> &GoldErrorKind {
        &self.kind
    }
}

/// What can be wrong with a line of cut text.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum GoldErrorKind {
    /// Reading failed, or the line is not UTF-8.
    #[error("cannot read it: {0}; the text must be UTF-8")]
    Io(#[from] io::Error),
    /// A row of a table has a word without parts, or parts without a word.
    #[error("a row needs a word, a tab and its parts; a `+` parts them")]
    NoParts,
    /// A row of CoNLL-U has not its ten columns.
    #[error("{found} columns, CoNLL-U has 10, parted by tabs")]
    Columns {
        /// The columns found.
        found: usize,
    },
    /// The words of a sentence of CoNLL-U are not numbered one behind another, as where two sentences have no empty line
    /// between them, or a multiword token lacks a part.
    #[error(
        "word {found} where {expected} was expected; number the words of a sentence from 1, an empty line behind it"
    )]
    OutOfOrder {
        /// The word found.
        found: u32,
        /// The word expected.
        expected: u32,
    },
    /// A row of CoNLL-U begins with no number or range of words.
    #[error("`{id}` is no word number; write 3, 3-5 or 3.1")]
    BadId {
        /// What stands there.
        id: String,
    },
}

/// Reads sentences one by one; a bad line ends the reading with an error that names it.
///
/// ```
/// use yaqut::{GoldFormat, GoldReader};
/// let table = "وقال\tو+قال\nالوزير\tالوزير\n";
/// let sentences: Vec<_> = GoldReader::new(table.as_bytes(), GoldFormat::Seg).collect::<Result<_, _>>()?;
/// assert_eq!(sentences[0].text(), "وقال الوزير");
/// # Ok::<(), yaqut::GoldError>(())
/// ```
#[derive(Debug)]
pub struct GoldReader<R> {
    reader: R,
    format: GoldFormat,
    line: u64,
    ended: bool,
}

impl<R: BufRead> GoldReader<R> {
    /// A reader of this format.
    pub const fn new(reader: R, format: GoldFormat) -> Self {
        GoldReader { reader, format, line: 0, ended: false }
    }

    /// The lines of the next sentence, with the number of each.
    fn block(&mut self) -> Result<Vec<(u64, String)>, GoldError> {
        let mut block = Vec::new();
        while !self.ended {
            let mut line = String::new();
            self.line += 1;
            let read = self.reader.read_line(&mut line);
            if read.map_err(|error| GoldError { line: self.line, kind: error.into() })? == 0 {
                self.ended = true;
                break;
            }
            let line = line.trim_end_matches(['\n', '\r']).trim_start_matches('\u{FEFF}');
            if line.starts_with('#') {
                continue;
            }
            let running = self.format == GoldFormat::Seg && !line.contains('\t');
            if line.trim().is_empty() {
                if !block.is_empty() {
                    break;
                }
            } else {
                block.push((self.line, line.to_owned()));
                if running {
                    break;
                }
            }
        }
        Ok(block)
    }
}

impl<R: BufRead> Iterator for GoldReader<R> {
    type Item = Result<GoldSentence, GoldError>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            let sentence = match self.block() {
                Ok(block) if block.is_empty() => return None,
                Ok(block) => match self.format {
                    GoldFormat::Seg => table(&block),
                    GoldFormat::Conllu => conllu(&block),
                },
                Err(error) => Err(error),
            };
            match sentence {
                Ok(sentence) if sentence.is_empty() => {} // of empty nodes alone
                Ok(sentence) => return Some(Ok(sentence)),
                Err(error) => {
                    self.ended = true;
                    return Some(Err(error));
                }
            }
        }
    }
}

fn table(block: &[(u64, String)]) -> Result<GoldSentence, GoldError> {
    let mut sentence = GoldSentence::default();
    for (line, row) in block {
        let Some((word, rest)) = row.split_once('\t') else {
            sentence.append(&GoldSentence::marked(row));
            continue;
        };
        let parts: Vec<&str> = rest.split('\t').next().unwrap_or_default().split('+').collect();
        // A sign + is a word too: `+` in one part.
        let parts = if parts.iter().all(|part| part.is_empty()) && word == "+" { vec!["+"] } else { parts };
        if word.is_empty() || parts.iter().any(|part| part.is_empty()) && !word.contains('+') {
            return Err(GoldError { line: *line, kind: GoldErrorKind::NoParts });
        }
        sentence.push_parts(word, &parts, true);
    }
    Ok(sentence)
}

/// A multiword token of CoNLL-U whose words are being read.
struct Token<'b> {
    form: &'b str,
    last: u32,
    parts: Vec<&'b str>,
    joined: bool,
}

fn conllu(block: &[(u64, String)]) -> Result<GoldSentence, GoldError> {
    let mut sentence = GoldSentence::default();
    let (mut space, mut words) = (true, 0);
    let mut open: Option<Token<'_>> = None;
    for (line, row) in block {
        let fail = |kind| GoldError { line: *line, kind };
        let columns: Vec<&str> = row.split('\t').collect();
        let &[id, form, _, _, _, _, _, _, _, misc] = columns.as_slice() else {
            return Err(fail(GoldErrorKind::Columns { found: columns.len() }));
        };
        let joined = misc.split('|').any(|feature| feature == "SpaceAfter=No");
        let (first, last) = match id.split_once('-') {
            None if id.contains('.') => continue, // an empty node, not in the text
            None => (id.parse().ok(), None),
            Some((first, last)) => (first.parse().ok(), last.parse().ok()),
        };
        let bad = || fail(GoldErrorKind::BadId { id: id.to_owned() });
        let first: u32 = first.ok_or_else(bad)?;
        if first != words + 1 {
            return Err(fail(GoldErrorKind::OutOfOrder { found: first, expected: words + 1 }));
        }
        if id.contains('-') {
            let last = last.filter(|&last| last >= first && open.is_none()).ok_or_else(bad)?;
            open = Some(Token { form, last, parts: Vec::new(), joined });
            continue;
        }
        words = first;
        match &mut open {
            Some(token) => token.parts.push(form),
            None => {
                sentence.push_parts(form, &[form], space);
                space = !joined;
            }
        }
        if let Some(token) = open.take_if(|token| token.last == words) {
            sentence.push_parts(token.form, &token.parts, space);
            space = !token.joined;
        }
    }
    match (open, block.last()) {
        (Some(token), Some((line, _))) => {
            let kind = GoldErrorKind::OutOfOrder { found: words, expected: token.last };
            Err(GoldError { line: *line, kind })
        }
        _ => Ok(sentence),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str, format: GoldFormat) -> Result<Vec<GoldSentence>, GoldError> {
        GoldReader::new(text.as_bytes(), format).collect()
    }

    #[test]
    fn a_table_and_running_text_are_the_same() {
        let table =
            read("# text = …\nوقال\tو+قال\t0-4\t=\nللعراق.\tل+العراق+.\t5-11\t~\n\n", GoldFormat::Seg)
                .unwrap();
        let running = read("و+قال ل+لعراق.\r\n", GoldFormat::Seg).unwrap();
        assert_eq!(table[0].text(), running[0].text());
        assert_eq!(table[0].words()[0], running[0].words()[0]);
        assert_eq!(table[0].words()[1].cuts().unwrap().len(), 2); // the full stop too
    }

    #[test]
    fn multiword_tokens_of_conllu_are_cut_words() {
        let text = "# sent_id = 1\n1-2\tوقال\t_\t_\t_\t_\t_\t_\t_\t_\n1\tو\t_\t_\t_\t_\t_\t_\t_\t_\n\
            2\tقال\t_\t_\t_\t_\t_\t_\t_\t_\n2.1\tهو\t_\t_\t_\t_\t_\t_\t_\t_\n3\tنعم\t_\t_\t_\t_\t_\t_\t_\tSpaceAfter=No\n\
            4\t.\t_\t_\t_\t_\t_\t_\t_\t_\n\n";
        let sentences = read(text, GoldFormat::Conllu).unwrap();
        assert_eq!(sentences[0].text(), "وقال نعم.");
        let cuts: Vec<usize> = sentences[0].words().iter().map(|word| word.cuts().unwrap().len()).collect();
        assert_eq!(cuts, [1, 0, 0]);
    }

    #[test]
    fn bad_lines_are_named() {
        let message = |text: &str, format| read(text, format).unwrap_err().to_string();
        assert_eq!(
            message("قال\tقال\nوقال\t\n", GoldFormat::Seg),
            "line 2: a row needs a word, a tab and its parts; a `+` parts them"
        );
        assert_eq!(
            message("1\tقال\n", GoldFormat::Conllu),
            "line 1: 2 columns, CoNLL-U has 10, parted by tabs"
        );
        let words = |ids: &[&str]| -> String {
            ids.iter().map(|id| format!("{id}\tقال\t_\t_\t_\t_\t_\t_\t_\t_\n")).collect()
        };
        let order = "number the words of a sentence from 1, an empty line behind it";
        let out = |line, found, expected| {
            format!("line {line}: word {found} where {expected} was expected; {order}")
        };
        assert_eq!(message(&words(&["1", "2", "1"]), GoldFormat::Conllu), out(3, 1, 3));
        assert_eq!(message(&words(&["1-3", "1", "2"]), GoldFormat::Conllu), out(3, 2, 3));
        assert_eq!(read(&(words(&["0.1"]) + "\n" + &words(&["1"])), GoldFormat::Conllu).unwrap().len(), 1);
        let row = "x\tقال\t_\t_\t_\t_\t_\t_\t_\t_\n";
        assert_eq!(message(row, GoldFormat::Conllu), "line 1: `x` is no word number; write 3, 3-5 or 3.1");
        assert!(GoldReader::new(&b"\xFF\n"[..], GoldFormat::Seg).next().unwrap().is_err());
    }
}
