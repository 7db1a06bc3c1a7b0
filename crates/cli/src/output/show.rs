//! How people see a record is said once, beside the commands that show it.

use prost::{Message, Name};

use super::table;

/// A record that is a row among others.
pub(crate) trait Row<const N: usize>: Message + Name + Default {
    /// Headings of the rows.
    const HEAD: [&'static str; N];
    /// What stands under them.
    fn row(&self) -> [String; N];
}

/// A record, or an answer, that is shown in full.
pub(crate) trait Show: Message + Name + Default {
    /// All of it, in lines.
    fn sheet(&self) -> String;
}

/// Records under their headings.
pub(crate) fn rows<M: Row<N>, const N: usize>(records: &[M]) -> String {
    table(M::HEAD, records.iter().map(M::row))
}

/// A record that is a row also where it stands alone.
pub(crate) fn alone<M: Row<N>, const N: usize>(record: &M) -> String {
    table(M::HEAD, [record.row()])
}
