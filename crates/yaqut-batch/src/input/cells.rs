//! The cells of a Parquet column as text, as ids and as JSON.

use arrow_array::cast::AsArray;
use arrow_array::types::{
    Date32Type, Float32Type, Float64Type, Int8Type, Int16Type, Int32Type, Int64Type,
    TimestampMicrosecondType, TimestampMillisecondType, TimestampNanosecondType, TimestampSecondType,
    UInt8Type, UInt16Type, UInt32Type, UInt64Type,
};
use arrow_array::{Array, ArrayRef};
use arrow_schema::{DataType, TimeUnit};
use serde::Serialize;

/// A column of texts or ids.
pub(super) struct Cells<'a> {
    /// The values; of a dictionary those that there are.
    values: &'a dyn Array,
    /// Which of them each row has, in a dictionary.
    keys: Option<(&'a dyn Array, Vec<usize>)>,
}

impl<'a> Cells<'a> {
    pub(super) fn new(column: &'a ArrayRef) -> Self {
        match column.as_any_dictionary_opt() {
            Some(dictionary) => Cells {
                values: dictionary.values().as_ref(),
                keys: Some((dictionary.keys(), dictionary.normalized_keys())),
            },
            None => Cells { values: column.as_ref(), keys: None },
        }
    }

    /// Whether a column of this type is text.
    pub(super) fn is_text(data_type: &DataType) -> bool {
        match data_type {
            DataType::Dictionary(_, values) => Self::is_text(values),
            DataType::Utf8
            | DataType::LargeUtf8
            | DataType::Utf8View
            | DataType::Binary
            | DataType::LargeBinary
            | DataType::BinaryView => true,
            _ => false,
        }
    }

    /// Whether a column of this type can have ids.
    pub(super) fn is_id(data_type: &DataType) -> bool {
        Self::is_text(data_type) || data_type.is_integer()
    }

    /// Whether a column of this type can be carried.
    pub(super) fn is_carried(data_type: &DataType) -> bool {
        Self::is_id(data_type)
            || matches!(
                data_type,
                DataType::Null
                    | DataType::Boolean
                    | DataType::Float32
                    | DataType::Float64
                    | DataType::Date32
                    | DataType::Timestamp(..)
            )
    }

    /// The bytes of a text.
    pub(super) fn bytes(&self, row: usize) -> Option<&'a [u8]> {
        let row = self.value(row)?;
        let values = self.values;
        Some(match values.data_type() {
            DataType::Utf8 => values.as_string::<i32>().value(row).as_bytes(),
            DataType::LargeUtf8 => values.as_string::<i64>().value(row).as_bytes(),
            DataType::Utf8View => values.as_string_view().value(row).as_bytes(),
            DataType::Binary => values.as_binary::<i32>().value(row),
            DataType::LargeBinary => values.as_binary::<i64>().value(row),
            DataType::BinaryView => values.as_binary_view().value(row),
            _ => return None,
        })
    }

    /// An id.
    pub(super) fn id(&self, row: usize) -> Option<String> {
        match self.bytes(row) {
            Some(text) => Some(String::from_utf8_lossy(text).into_owned()),
            None => self.value(row).map(|row| cell(self.values, row)),
        }
    }

    /// The value of a row that is not null.
    fn value(&self, row: usize) -> Option<usize> {
        let at = match &self.keys {
            None => row,
            Some((keys, _)) if keys.is_null(row) => return None,
            Some((_, places)) => *places.get(row)?,
        };
        (at < self.values.len() && !self.values.is_null(at)).then_some(at)
    }
}

/// A cell as JSON: times as RFC 3339, what is no number null.
pub(super) fn cell(array: &dyn Array, row: usize) -> String {
    if array.is_null(row) {
        return "null".to_owned();
    }
    macro_rules! number {
        ($type:ty) => {
            json(&array.as_primitive::<$type>().value(row))
        };
    }
    macro_rules! time {
        ($type:ty) => {
            json(
                &array.as_primitive::<$type>().value_as_datetime(row).map(|time| time.and_utc().to_rfc3339()),
            )
        };
    }
    match array.data_type() {
        DataType::Boolean => json(&array.as_boolean().value(row)),
        DataType::Int8 => number!(Int8Type),
        DataType::Int16 => number!(Int16Type),
        DataType::Int32 => number!(Int32Type),
        DataType::Int64 => number!(Int64Type),
        DataType::UInt8 => number!(UInt8Type),
        DataType::UInt16 => number!(UInt16Type),
        DataType::UInt32 => number!(UInt32Type),
        DataType::UInt64 => number!(UInt64Type),
        DataType::Float32 => number!(Float32Type),
        DataType::Float64 => number!(Float64Type),
        DataType::Date32 => {
            json(&array.as_primitive::<Date32Type>().value_as_date(row).map(|date| date.to_string()))
        }
        DataType::Timestamp(TimeUnit::Second, _) => time!(TimestampSecondType),
        DataType::Timestamp(TimeUnit::Millisecond, _) => time!(TimestampMillisecondType),
        DataType::Timestamp(TimeUnit::Microsecond, _) => time!(TimestampMicrosecondType),
        DataType::Timestamp(TimeUnit::Nanosecond, _) => time!(TimestampNanosecondType),
        _ => {
            let array = array.slice(row, 1);
            json(&Cells::new(&array).bytes(0).map(String::from_utf8_lossy))
        }
    }
}

fn json(value: &impl Serialize) -> String {
    serde_json::to_string(value).unwrap_or_else(|_| "null".to_owned())
}
