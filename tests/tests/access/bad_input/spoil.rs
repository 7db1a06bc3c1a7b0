//! A good request, spoilt in one field after the other.

use prost_reflect::{DynamicMessage, FieldDescriptor, Kind, ReflectMessage, Value};

/// A request with one spoilt field.
pub(super) struct Spoilt {
    /// Which field, and how.
    pub(super) what: String,
    pub(super) message: DynamicMessage,
}

/// The request with each field, also inside its messages, replaced by each thing that it should not hold.
pub(super) fn spoilt(good: &DynamicMessage) -> Vec<Spoilt> {
    let mut all = Vec::new();
    for field in good.descriptor().fields() {
        for (how, value) in bad_values(good, &field) {
            let mut message = good.clone();
            message.set_field(&field, value);
            all.push(Spoilt { what: format!("{}: {how}", field.name()), message });
        }
    }
    all
}

fn bad_values(good: &DynamicMessage, field: &FieldDescriptor) -> Vec<(String, Value)> {
    let one = bad_single(good, field);
    if !field.is_list() {
        return one;
    }
    let good_one = good.get_field(field).as_list().and_then(<[Value]>::first).cloned();
    let mut lists: Vec<(String, Value)> =
        one.into_iter().map(|(how, value)| (how, Value::List(vec![value]))).collect();
    if let Some(value) = good_one {
        lists.push(("2000 times the same".to_owned(), Value::List(vec![value; 2000])));
    }
    lists.push(("nothing".to_owned(), Value::List(Vec::new())));
    lists
}

fn bad_single(good: &DynamicMessage, field: &FieldDescriptor) -> Vec<(String, Value)> {
    let texts = |texts: &[(&str, String)]| {
        texts.iter().map(|(how, text)| ((*how).to_owned(), Value::String(text.clone()))).collect()
    };
    match field.kind() {
        Kind::String => texts(&[
            ("nothing", String::new()),
            ("NUL", "a\u{0}b".to_owned()),
            ("bidirectional", "甲\u{202e}乙".to_owned()),
            ("lines", "a\nb\r\n\u{1b}[31m".to_owned()),
            ("10000 characters", "长".repeat(10_000)),
            ("SQL", "'; drop table exchange.push; --".to_owned()),
            ("wildcards", "%_\\*?[".to_owned()),
            ("a far date", "9999-12-31".to_owned()),
            ("a nil id", "00000000-0000-0000-0000-000000000000".to_owned()),
        ]),
        Kind::Int32 => [-1, i32::MIN, i32::MAX].map(|n| (n.to_string(), Value::I32(n))).to_vec(),
        Kind::Int64 => [-1, i64::MIN, i64::MAX].map(|n| (n.to_string(), Value::I64(n))).to_vec(),
        Kind::Enum(_) => [0, -1, 9999].map(|n| (n.to_string(), Value::EnumNumber(n))).to_vec(),
        Kind::Message(message) => {
            let inside = match good.get_field(field).into_owned() {
                Value::Message(inside) => inside,
                Value::List(list) => match list.first() {
                    Some(Value::Message(first)) => first.clone(),
                    _ => DynamicMessage::new(message.clone()),
                },
                _ => DynamicMessage::new(message.clone()),
            };
            let mut all = vec![("nothing".to_owned(), Value::Message(DynamicMessage::new(message)))];
            all.extend(spoilt(&inside).into_iter().map(|inner| (inner.what, Value::Message(inner.message))));
            all
        }
        _ => Vec::new(),
    }
}
