//! The view for people: widths, colours, brackets.

mod common;

use common::{ARTICLE, annotate, finish, write, yaqut};
use unicode_width::UnicodeWidthChar;

fn pretty(files: &[&str], environment: &[(&str, &str)]) -> String {
    let mut command = yaqut(annotate(&[&["-f", "pretty"], files].concat()));
    finish(command.envs(environment.iter().copied()).output().unwrap()).text()
}

#[test]
fn entities_are_in_brackets_where_there_is_no_colour() {
    let dumb: [&[(&str, &str)]; 4] = [
        &[],
        &[("NO_COLOR", "1"), ("TERM", "xterm")],
        &[("TERM", "dumb")],
        &[("CLICOLOR", "0"), ("TERM", "xterm")],
    ];
    for environment in dumb {
        let text = pretty(&[ARTICLE], environment);
        assert!(text.contains("[سَلمى الحدّاد]،") && text.contains("وب[الجنيه"), "{text}");
        assert!(!text.contains('\u{1b}'), "{text}");
    }
    let coloured = pretty(&[ARTICLE], &[("CLICOLOR_FORCE", "1"), ("TERM", "xterm")]);
    assert!(
        coloured.contains("\u{1b}[1m\u{1b}[36mالحداد\u{1b}[0m") && !coloured.contains("[الحداد]"),
        "{coloured}"
    );
}

#[test]
fn no_line_of_text_is_wider_than_the_terminal() {
    // Nonsense and nothing fall back to 80; beyond 100 lines grow no longer.
    for (said, width) in [("30", 30), ("40", 40), ("80", 80), ("300", 100), ("0", 80), ("x", 80), ("1", 20)] {
        let text = pretty(&[ARTICLE], &[("COLUMNS", said)]);
        let wide = |line: &str| line.chars().filter_map(UnicodeWidthChar::width).sum::<usize>();
        let lines = text.lines().filter(|line| line.contains(['\u{2067}', '─']));
        assert_eq!(lines.clone().map(wide).max(), Some(width), "{said}: {text}");
        assert!(lines.count() > 5);
    }
}

#[test]
fn an_entity_over_a_line_break_is_marked_on_both_lines() {
    let folder = tempfile::tempdir().unwrap();
    let file = write(folder.path(), "a.txt", "قامت جمهورية مصر\r\nالعربية أمس");
    let text = pretty(&[&file], &[]);
    assert!(text.contains("قامت [جمهورية مصر\u{2069}\n") && text.contains("\u{2067}العربية] أمس"), "{text}");
    let coloured = pretty(&[&file], &[("CLICOLOR_FORCE", "1"), ("TERM", "xterm")]);
    assert!(coloured.contains("\u{1b}[32mالعربية\u{1b}[0m أمس"), "{coloured}");
}

#[test]
fn text_cannot_steer_the_terminal_or_turn_its_direction() {
    let folder = tempfile::tempdir().unwrap();
    let file = write(folder.path(), "a.txt", "\u{1b}[31m\u{202E}مصر\u{2069}\u{9b}x\u{7}");
    let text = pretty(&[&file], &[]);
    assert!(text.contains("\u{2067}\\u{1b}[31m[مصر]\\u{9b}x\\u{7}\u{2069}"), "{text:?}");
}

#[test]
fn an_empty_document_says_that_it_has_no_entities() {
    let folder = tempfile::tempdir().unwrap();
    let file = write(folder.path(), "a.txt", " \n\n");
    assert_eq!(pretty(&[&file], &[]), format!("{}\nno entities\n\n", "─".repeat(60)));
}
