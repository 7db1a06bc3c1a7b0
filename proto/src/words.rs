//! What the values of enumerations are called, as plain enums: the words of officials and the names in databases. They stand in the
//! `.proto` files, as options of the values, and are emitted by the build script. Nothing here is of the wire.

/// A value that has words.
pub trait Word: Copy + Into<i32> + 'static {
    /// Every value, in the order of the protocol.
    const ALL: &'static [Self];
    /// The word of officials.
    fn zh(self) -> &'static str;
    /// Name in databases.
    fn name(self) -> &'static str;
}

/// Their names in databases, to filter by.
pub fn names<W: Word>(words: &[W]) -> Vec<String> {
    words.iter().map(|word| word.name().to_owned()).collect()
}

include!(concat!(env!("OUT_DIR"), "/words.rs"));
