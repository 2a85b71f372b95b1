//! Parquet in and out.
#![cfg(feature = "parquet")]

mod common;

use std::fs::{self, File};
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use arrow_array::builder::StringDictionaryBuilder;
use arrow_array::cast::AsArray;
use arrow_array::types::{Int32Type, Int64Type};
use arrow_array::{
    Array, ArrayRef, BinaryArray, BooleanArray, Float64Array, Int32Array, LargeStringArray, RecordBatch,
    StringArray, StringViewArray, TimestampMillisecondArray,
};
use common::{annotate, carrying, file, flat, jsonl, read, source, steps, texts};
use parquet::arrow::ArrowWriter;
use parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;
use parquet::file::metadata::{ParquetMetaDataReader, ParquetMetaDataWriter};
use parquet::file::properties::WriterProperties;
use yaqut::Normalizer;
use yaqut_batch::input::{Carry, Fields, RecordFormat};
use yaqut_batch::output::{Encoding, FileSink, Format, Layout};
use yaqut_batch::work::Steps;
use yaqut_batch::{Cause, Code, Job, JobBuilder, OnError, Source};

fn write(path: &Path, columns: Vec<(&str, ArrayRef)>, group: usize) {
    let batch = RecordBatch::try_from_iter_with_nullable(
        columns.into_iter().map(|(name, array)| (name, array, true)),
    );
    let batch = batch.unwrap();
    let properties = WriterProperties::builder().set_max_row_group_row_count(Some(group)).build();
    let mut writer =
        ArrowWriter::try_new(File::create(path).unwrap(), batch.schema(), Some(properties)).unwrap();
    writer.write(&batch).unwrap();
    writer.close().unwrap();
}

fn format(carry: Carry) -> RecordFormat {
    RecordFormat::Parquet(carrying(carry))
}

fn rows(path: &Path) -> Vec<RecordBatch> {
    let reader = ParquetRecordBatchReaderBuilder::try_new(File::open(path).unwrap()).unwrap();
    reader.build().unwrap().map(Result::unwrap).collect()
}

#[test]
fn texts_of_every_type_are_read_from_any_row_groups() {
    let folder = tempfile::tempdir().unwrap();
    let texts = texts(900);
    let strings: Vec<&str> = texts.iter().map(String::as_str).collect();
    let mut dictionary = StringDictionaryBuilder::<Int32Type>::new();
    strings.iter().for_each(|text| dictionary.append_value(text));
    let columns: [ArrayRef; 5] = [
        Arc::new(StringArray::from(strings.clone())),
        Arc::new(LargeStringArray::from(strings.clone())),
        Arc::new(StringViewArray::from(strings.clone())),
        Arc::new(BinaryArray::from(strings.iter().map(|text| text.as_bytes()).collect::<Vec<_>>())),
        Arc::new(dictionary.finish()),
    ];
    for (n, column) in columns.into_iter().enumerate() {
        for group in [1_000_000, 70] {
            let path = folder.path().join(format!("{n}-{group}.parquet"));
            write(
                &path,
                vec![("text", Arc::clone(&column)), ("id", Arc::new(Int32Array::from_iter(0..900)))],
                group,
            );
            let parts = read(&mut source(&path, format(Carry::None)));
            for (at, (end, _)) in parts.iter().enumerate() {
                let mut later = source(&path, format(Carry::None));
                later.seek(*end).unwrap();
                assert!(read(&mut later) == parts[at + 1..], "{n} {group} {end:?}");
            }
            let ids: Vec<String> = parts
                .iter()
                .flat_map(|(_, records)| records)
                .map(|record| record.as_ref().unwrap().1.clone())
                .collect();
            assert_eq!(ids, (0..900).map(|n| n.to_string()).collect::<Vec<_>>());
            assert_eq!(flat(parts), (texts.clone(), vec![]));
        }
    }
}

#[test]
fn large_groups_are_cut_into_parts() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.parquet");
    let texts: Vec<String> =
        (0..3_000).map(|n| format!("{n} {}", "زار الوفد القاهرة ".repeat(n % 300))).collect();
    write(&path, vec![("text", Arc::new(StringArray::from(texts.clone())))], 1_000_000);
    let parts = read(&mut source(&path, format(Carry::None)));
    assert!(parts.len() > 3, "{}", parts.len());
    assert!(flat(parts) == (texts, vec![]));
}

#[test]
fn nulls_carried_cells_and_wrong_columns() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.parquet");
    let time =
        TimestampMillisecondArray::from(vec![Some(1_700_000_000_000), None, Some(0)]).with_timezone("UTC");
    let columns: Vec<(&str, ArrayRef)> = vec![
        ("id", Arc::new(StringArray::from(vec![Some("a"), None, Some("c")]))),
        ("text", Arc::new(StringArray::from(vec![Some("عدن"), Some("دمشق"), None]))),
        ("time", Arc::new(time)),
        ("good", Arc::new(BooleanArray::from(vec![Some(true), None, None]))),
        ("score", Arc::new(Float64Array::from(vec![1.5, f64::NAN, 0.0]))),
    ];
    write(&path, columns, 10);
    let mut source_all = source(&path, format(Carry::All));
    let mut all = Vec::new();
    let mut part = source_all.next().unwrap().unwrap();
    part.records.read(&mut |record| {
        all.push(record.map_err(|reject| (reject.number, reject.code)).map(|record| {
            let fields: Vec<String> =
                record.fields.iter().map(|(name, value)| format!("{name}={value}")).collect();
            (record.id.into_owned(), fields.join(" "))
        }));
    });
    let own = format!("{}:2", path.display());
    assert_eq!(
        all,
        [
            Ok(("a".to_owned(), "time=\"2023-11-14T22:13:20+00:00\" good=true score=1.5".to_owned())),
            Ok((own, "time=null good=null score=null".to_owned())),
            Err((Some(3), Code::Row)),
        ]
    );
    let told =
        |fields: Fields| flat(read(&mut source(&path, RecordFormat::Parquet(fields)))).1.remove(0).message;
    let fields = |text: &str, id: &str, carry| Fields { text: text.to_owned(), id: id.to_owned(), carry };
    assert!(told(fields("body", "id", Carry::None)).contains("no column `body`; there are id, text, time"));
    assert!(told(fields("score", "id", Carry::None)).contains("`score` is Float64, no text"));
    assert!(told(fields("text", "good", Carry::None)).contains("`good` is Boolean, neither text nor"));
    assert!(
        told(fields("text", "id", Carry::Named(vec!["x".to_owned()]))).contains("no column `x` to carry")
    );
}

#[test]
fn a_damaged_file_is_a_reject_wherever_it_is_damaged() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.parquet");
    let texts = texts(40);
    write(&path, vec![("text", Arc::new(StringArray::from(texts.clone())))], 15);
    let whole = fs::read(&path).unwrap();
    // What panics inside of the reader is told, not printed.
    std::panic::set_hook(Box::new(|_| ()));
    let mut told = 0;
    for at in (0..whole.len()).step_by(7) {
        fs::write(&path, &whole[..at]).unwrap();
        let (records, rejects) = flat(read(&mut source(&path, format(Carry::None))));
        assert_eq!((records.len(), rejects.len(), rejects[0].code), (0, 1, Code::Damaged), "{at}");
        let mut flipped = whole.clone();
        flipped[at] ^= 0x20;
        fs::write(&path, &flipped).unwrap();
        let (_, rejects) = flat(read(&mut source(&path, format(Carry::None))));
        told += rejects.len();
    }
    let _ = std::panic::take_hook();
    assert!(told > 10, "{told}");
    fs::write(&path, "no Parquet at all").unwrap();
    let (_, rejects) = flat(read(&mut source(&path, format(Carry::None))));
    assert!(rejects[0].message.contains("is no Parquet file"), "{}", rejects[0].message);
}

fn encoding() -> Encoding {
    Encoding { format: Format::Parquet, ..Encoding::default() }
}

fn job(steps: Steps) -> JobBuilder {
    Job::builder(steps).encoding(encoding()).threads(3).on_error(OnError::Skip)
}

#[test]
fn every_result_is_a_row() {
    let folder = tempfile::tempdir().unwrap();
    let path = file(
        folder.path(),
        "in.jsonl",
        "{\"id\":1,\"text\":\"زارَ القـاهرة. ثم وعدن\",\"url\":\"u\"}\n{\"id\":2,\"text\":\"\"}\n".as_bytes(),
    );
    let out = folder.path().join("out.parquet");
    let steps = Steps::new().normalize(Normalizer::light()).tokenize().annotate(annotate());
    let sink = FileSink::new(Layout::One(out.clone()), &encoding(), false);
    let input = source(&path, RecordFormat::Jsonl(carrying(Carry::All)));
    job(steps).build().run(input, sink).unwrap();
    let batches = rows(&out);
    let row = &batches[0];
    let names: Vec<String> = row.schema().fields().iter().map(|field| field.name().clone()).collect();
    assert_eq!(names, ["id", "fields", "text", "sentences", "tokens", "entities"]);
    let strings = |array: &ArrayRef| {
        array.as_string::<i32>().iter().map(|text| text.unwrap_or("-").to_owned()).collect::<Vec<_>>()
    };
    let column = |name: &str| row.column_by_name(name).unwrap();
    assert_eq!(strings(column("id")), ["1", "2"]);
    assert_eq!(strings(column("fields")), ["{\"url\":\"u\"}", "-"]);
    assert_eq!(strings(column("text")), ["زار القاهرة. ثم وعدن", ""]);
    let list = |name: &str, row| column(name).as_list::<i32>().value(row);
    assert_eq!((list("sentences", 0).len(), list("tokens", 0).len(), list("entities", 1).len()), (2, 5, 0));
    let entities = list("entities", 0);
    let entities = entities.as_struct();
    assert_eq!(strings(entities.column_by_name("text").unwrap()), ["القـاهرة", "عدن"]);
    let starts = entities.column_by_name("start").unwrap().as_primitive::<Int64Type>();
    assert_eq!(starts.values(), &[5, 19]);
    let proclitics = entities.column_by_name("proclitics").unwrap().as_list::<i32>();
    assert_eq!(strings(&proclitics.value(1)), ["و"]);
    let candidates = entities.column_by_name("candidates").unwrap().as_list::<i32>().value(0);
    assert_eq!(strings(candidates.as_struct().column_by_name("id").unwrap()), ["t:1"]);
}

#[test]
fn shards_are_the_same_for_any_number_of_threads_and_resumed_between_them() {
    let folder = tempfile::tempdir().unwrap();
    let input = file(folder.path(), "in.jsonl", &jsonl(&texts(3_000)));
    let lines = || source(&input, common::json_format());
    let run = |name: &str, threads: usize, stops: bool| {
        let out = folder.path().join(name);
        fs::create_dir_all(&out).unwrap();
        let layout = || Layout::Shards { folder: out.clone(), stem: "part".to_owned(), bytes: 100_000 };
        let sink = || FileSink::new(layout(), &encoding(), false);
        let job = || {
            job(steps())
                .threads(threads)
                .journal(out.join(".journal"))
                .checkpoint_every(Duration::ZERO)
                .resume(true)
        };
        if stops {
            let job = job().build();
            job.stop_handle().stop();
            assert!(matches!(job.run(lines(), sink()).unwrap_err().cause, Cause::Interrupted));
        }
        job().build().run(lines(), sink()).unwrap();
        let mut shards: Vec<_> = fs::read_dir(&out).unwrap().map(|entry| entry.unwrap().path()).collect();
        shards.sort();
        shards.into_iter().map(|path| fs::read(path).unwrap()).collect::<Vec<_>>()
    };
    let one = run("one", 1, false);
    assert!(one.len() > 1, "{}", one.len());
    assert!(run("many", 5, false) == one);
    assert!(run("stopped", 2, true) == one);
}

#[test]
fn an_index_that_tells_of_rows_without_end_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.parquet");
    write(&path, vec![("text", Arc::new(StringArray::from(texts(40))))], 15);
    let whole = fs::read(&path).unwrap();
    let length = u32::from_le_bytes(whole[whole.len() - 8..whole.len() - 4].try_into().unwrap()) as usize;
    let pages = &whole[..whole.len() - 8 - length];
    let metadata = ParquetMetaDataReader::new().parse_and_finish(&File::open(&path).unwrap()).unwrap();
    for rows in [i64::MAX / 4, -1] {
        let groups = metadata
            .row_groups()
            .iter()
            .map(|group| group.clone().into_builder().set_num_rows(rows).build().unwrap());
        let hostile = metadata.clone().into_builder().set_row_groups(groups.collect()).build();
        let mut bytes = pages.to_vec();
        ParquetMetaDataWriter::new(&mut bytes, &hostile).finish().unwrap();
        fs::write(&path, bytes).unwrap();
        let (records, rejects) = flat(read(&mut source(&path, format(Carry::None))));
        assert_eq!((records.len(), rejects.len(), rejects[0].code), (0, 1, Code::Damaged), "{rows}");
    }
}
