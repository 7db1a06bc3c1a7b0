//! The enumerations whose values have words (`shenguan.type.v1.zh`), as plain Rust enums and beside the types of prost.

use std::fmt::Write;

use protox::prost_reflect::{DescriptorPool, EnumDescriptor, EnumValueDescriptor, ExtensionDescriptor};

use super::rust_path;

/// An enumeration that has words.
pub(crate) struct Words {
    /// Module of its area, for example `meeting`.
    area: String,
    /// Rust name; of a nested one with the name of its message in front.
    name: String,
    /// Name in the protocol.
    full_name: String,
    /// The word for what is not known; empty where none is shown.
    unknown: String,
    values: Vec<Value>,
}

struct Value {
    variant: String,
    number: i32,
    zh: String,
    name: String,
}

/// Reads the enumerations that have words: where one value but the first has a word, all must have one.
pub(crate) fn read(pool: &DescriptorPool) -> Result<Vec<Words>, String> {
    let option = |name| pool.get_extension_by_name(name).ok_or_else(|| format!("no option {name}"));
    let zh = option("shenguan.type.v1.zh")?;
    let name = option("shenguan.type.v1.name")?;
    let mut all = Vec::new();
    for enumeration in pool.all_enums() {
        let mut known = enumeration.values().filter(|value| value.number() != 0);
        if enumeration.package_name().starts_with("shenguan.")
            && known.any(|value| !text(&value, &zh).is_empty())
        {
            all.push(words(&enumeration, &zh, &name)?);
        }
    }
    all.sort_by(|one, other| (&one.area, &one.name).cmp(&(&other.area, &other.name)));
    Ok(all)
}

fn words(
    enumeration: &EnumDescriptor,
    zh: &ExtensionDescriptor,
    name: &ExtensionDescriptor,
) -> Result<Words, String> {
    let prefix = format!("{}_", snake(enumeration.name()).to_uppercase());
    let mut unknown = String::new();
    let mut values = Vec::new();
    for value in enumeration.values() {
        if value.number() == 0 {
            unknown = text(&value, zh);
            continue;
        }
        let own = value
            .name()
            .strip_prefix(&prefix)
            .ok_or_else(|| format!("{} has no prefix", value.full_name()))?;
        let named = text(&value, name);
        let word = text(&value, zh);
        if word.is_empty() {
            return Err(format!("{} has no word", value.full_name()));
        }
        values.push(Value {
            variant: camel(own),
            number: value.number(),
            zh: word,
            name: if named.is_empty() { own.to_lowercase() } else { named },
        });
    }
    let outer = enumeration.parent_message().map_or_else(String::new, |message| message.name().to_owned());
    Ok(Words {
        area: enumeration.package_name().split('.').nth(1).unwrap_or_default().to_owned(),
        name: format!("{outer}{}", enumeration.name()),
        full_name: enumeration.full_name().to_owned(),
        unknown,
        values,
    })
}

/// The plain enums, in a module for each area.
pub(crate) fn written(all: &[Words]) -> Result<String, std::fmt::Error> {
    let mut code = String::new();
    for area in all.chunk_by(|one, next| one.area == next.area) {
        writeln!(code, "/// Words of `shenguan.{}.v1`.\npub mod {} {{", area[0].area, area[0].area)?;
        for words in area {
            of_enum(&mut code, words)?;
        }
        writeln!(code, "}}")?;
    }
    Ok(code)
}

fn of_enum(code: &mut String, Words { name, full_name, values, .. }: &Words) -> std::fmt::Result {
    writeln!(
        code,
        "/// `{full_name}`.\n#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]"
    )?;
    writeln!(code, "pub enum {name} {{")?;
    for Value { variant, number, zh, .. } in values {
        writeln!(code, "    /// {zh}.\n    {variant} = {number},")?;
    }
    writeln!(code, "}}\nimpl {name} {{")?;
    let all = values.iter().map(|value| format!("Self::{}", value.variant)).collect::<Vec<_>>().join(", ");
    writeln!(code, "    /// Every value, in the order of the protocol.")?;
    writeln!(code, "    pub const ALL: [Self; {}] = [{all}];", values.len())?;
    writeln!(
        code,
        "    /// The word of officials.\n    pub const fn zh(self) -> &'static str {{ match self {{"
    )?;
    for Value { variant, zh, .. } in values {
        writeln!(code, "        Self::{variant} => {zh:?},")?;
    }
    writeln!(
        code,
        "    }} }}\n    /// Name in databases.\n    pub const fn name(self) -> &'static str {{ match self {{"
    )?;
    for Value { variant, name, .. } in values {
        writeln!(code, "        Self::{variant} => {name:?},")?;
    }
    writeln!(code, "    }} }}\n    /// The value of a name.")?;
    writeln!(
        code,
        "    pub fn named(name: &str) -> Option<Self> {{ Self::ALL.into_iter().find(|one| one.name() == name) }}"
    )?;
    writeln!(code, "    /// The value of a number of the protocol; `None` of 0 and of what is not known.")?;
    writeln!(
        code,
        "    pub fn numbered(number: i32) -> Option<Self> {{ Self::ALL.into_iter().find(|one| *one as i32 == number) }}"
    )?;
    writeln!(code, "}}\nimpl From<{name}> for i32 {{ fn from(value: {name}) -> Self {{ value as Self }} }}")?;
    writeln!(code, "impl super::Word for {name} {{")?;
    writeln!(code, "    const ALL: &'static [Self] = &Self::ALL;")?;
    writeln!(
        code,
        "    fn zh(self) -> &'static str {{ self.zh() }}\n    fn name(self) -> &'static str {{ self.name() }}\n}}"
    )
}

/// What the types of prost have of the words.
pub(crate) fn written_for_messages(all: &[Words]) -> Result<String, std::fmt::Error> {
    let mut code = String::new();
    for Words { area, name, full_name, unknown, values } in all {
        let (parent, last) = full_name.rsplit_once('.').unwrap_or_default();
        let parent: Vec<_> = parent
            .split('.')
            .map(|part| if part.starts_with(char::is_uppercase) { snake(part) } else { part.to_owned() })
            .collect();
        let of_prost = rust_path(&format!(".{}.{last}", parent.join(".")));
        let plain = format!("crate::words::{area}::{name}");
        writeln!(code, "impl {of_prost} {{")?;
        writeln!(code, "    /// The plain value; `None` where none is given.")?;
        writeln!(code, "    pub fn word(self) -> Option<{plain}> {{ {plain}::numbered(self as i32) }}")?;
        writeln!(code, "    /// The word of officials, also of what is not given or not known.")?;
        writeln!(
            code,
            "    pub fn zh(self) -> &'static str {{ self.word().map_or({unknown:?}, {plain}::zh) }}\n}}"
        )?;
        writeln!(
            code,
            "impl From<{plain}> for {of_prost} {{ fn from(value: {plain}) -> Self {{ match value {{"
        )?;
        for Value { variant, .. } in values {
            writeln!(code, "    {plain}::{variant} => Self::{variant},")?;
        }
        writeln!(code, "}} }} }}")?;
    }
    Ok(code)
}

fn text(value: &EnumValueDescriptor, option: &ExtensionDescriptor) -> String {
    value.options().get_extension(option).as_str().unwrap_or_default().to_owned()
}

/// `DeliveryState` as `delivery_state`.
fn snake(name: &str) -> String {
    let mut snake = String::new();
    for letter in name.chars() {
        if letter.is_uppercase() && !snake.is_empty() {
            snake.push('_');
        }
        snake.extend(letter.to_lowercase());
    }
    snake
}

/// `UNDER_WAY` as `UnderWay`.
fn camel(name: &str) -> String {
    let mut camel = String::new();
    for part in name.split('_') {
        camel.extend(part.chars().take(1));
        camel.push_str(&part.chars().skip(1).collect::<String>().to_lowercase());
    }
    camel
}
