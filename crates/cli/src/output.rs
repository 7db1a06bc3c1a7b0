//! What a command prints: data on stdout, everything else on stderr.

mod json;
mod show;
#[cfg(test)]
mod spool;
mod table;

use std::io::{self, IsTerminal, Write};

use clap::ValueEnum;
use prost::{Message, Name};
use serde::Serialize;
pub(crate) use show::{Row, Show, alone, rows};
#[cfg(test)]
pub(crate) use spool::Spool;
pub(crate) use table::{sheet, table};

use crate::failure::Failure;

/// How data is printed.
#[derive(ValueEnum, Clone, Copy, PartialEq, Eq, Default, Debug)]
pub(crate) enum Format {
    /// 表格，供人阅读 / for people
    #[default]
    Table,
    /// proto JSON，供程序读取 / for programs
    Json,
}

/// The two ends that a command writes to.
pub(crate) struct Output {
    out: Box<dyn Write + Send>,
    err: Box<dyn Write + Send>,
    format: Format,
    /// Whether a person watches stderr, so that a progress line may be rewritten in place.
    watched: bool,
    /// Whether only warnings and errors are told on stderr.
    quiet: bool,
}

impl Output {
    /// The process's own stdout and stderr.
    pub(crate) fn of_process(format: Format) -> Self {
        let watched = io::stderr().is_terminal();
        Self { watched, ..Self::to(Box::new(io::stdout()), Box::new(io::stderr()), format) }
    }

    /// Any two ends; nobody watches.
    pub(crate) fn to(out: Box<dyn Write + Send>, err: Box<dyn Write + Send>, format: Format) -> Self {
        Self { out, err, format, watched: false, quiet: false }
    }

    /// The same ends, but nothing is told on stderr that is no warning.
    pub(crate) fn quietly(self) -> Self {
        Self { watched: false, quiet: true, ..self }
    }

    /// One message: an object in JSON.
    pub(crate) fn one<M: Show>(&mut self, message: &M) -> Result<(), Failure> {
        match self.format {
            Format::Json => self.json(&json::value(message)?),
            Format::Table => self.data(&message.sheet()),
        }
    }

    /// A list of messages, for people a row each.
    pub(crate) fn rows<M: Row<N>, const N: usize>(&mut self, messages: &[M]) -> Result<(), Failure> {
        self.many(messages, rows)
    }

    /// A list: an array in JSON, `words` for people.
    pub(crate) fn many<M: Message + Name>(
        &mut self,
        messages: &[M],
        words: impl FnOnce(&[M]) -> String,
    ) -> Result<(), Failure> {
        match self.format {
            Format::Json => {
                let values: Result<Vec<_>, _> = messages.iter().map(json::value).collect();
                self.json(&values?)
            }
            Format::Table => self.data(&words(messages)),
        }
    }

    /// One message of a stream: a line of its own in both forms, seen at once.
    pub(crate) fn streamed<M: Message + Name>(
        &mut self,
        message: &M,
        words: impl FnOnce(&M) -> String,
    ) -> Result<(), Failure> {
        let line = match self.format {
            Format::Json => json::value(message)?.to_string(),
            Format::Table => words(message),
        };
        self.data(&line)
    }

    /// Data that is not a message of the services.
    pub(crate) fn own<T: Serialize>(
        &mut self,
        data: &T,
        words: impl FnOnce(&T) -> String,
    ) -> Result<(), Failure> {
        match self.format {
            Format::Json => self.json(data),
            Format::Table => self.data(&words(data)),
        }
    }

    /// Bytes as they are.
    pub(crate) fn raw(&mut self, bytes: &[u8]) -> Result<(), Failure> {
        self.out.write_all(bytes)?;
        Ok(self.out.flush()?)
    }

    /// A line on stderr; none where only warnings are wanted.
    pub(crate) fn note(&mut self, text: &str) -> Result<(), Failure> {
        if self.quiet { Ok(()) } else { self.warn(text) }
    }

    /// A line on stderr that nobody should miss.
    pub(crate) fn warn(&mut self, text: &str) -> Result<(), Failure> {
        Ok(writeln!(self.err, "{text}")?)
    }

    /// A line on stderr that the next one replaces; nothing where nobody watches.
    pub(crate) fn progress(&mut self, text: &str) -> Result<(), Failure> {
        if self.watched {
            write!(self.err, "\r{text}\u{1b}[K")?;
            self.err.flush()?;
        }
        Ok(())
    }

    /// Ends the line that [`Output::progress`] wrote.
    pub(crate) fn progress_ends(&mut self) -> Result<(), Failure> {
        self.progress("")
    }

    fn json<T: Serialize>(&mut self, data: &T) -> Result<(), Failure> {
        let text = serde_json::to_string_pretty(data)?;
        self.data(&text)
    }

    fn data(&mut self, text: &str) -> Result<(), Failure> {
        writeln!(self.out, "{text}")?;
        Ok(self.out.flush()?)
    }
}

#[cfg(test)]
mod tests {
    use proto::exchange::v1::{Delivery, DeliveryState};

    use super::*;

    fn printed(format: Format, print: impl FnOnce(&mut Output)) -> String {
        let spool = Spool::default();
        print(&mut Output::to(spool.out(), spool.err(), format));
        assert_eq!(spool.err_text(), "", "data goes to stdout");
        spool.out_text()
    }

    #[test]
    fn an_empty_list_is_an_empty_array() {
        let text = printed(Format::Json, |output| output.rows::<Delivery, _>(&[]).unwrap());
        assert_eq!(text, "[]\n");
    }

    #[test]
    fn json_is_proto_json_with_every_plain_field() {
        let delivery =
            Delivery { id: "d1".to_owned(), state: DeliveryState::Claimed.into(), ..Delivery::default() };
        let text = printed(Format::Json, |output| output.one(&delivery).unwrap());
        let json: serde_json::Value = serde_json::from_str(&text).unwrap();
        assert_eq!(json["state"], "DELIVERY_STATE_CLAIMED");
        assert_eq!(json["overdue"], false, "a script finds the key on every record");
        assert!(json.get("claimDeadline").is_none(), "what is not there is not made up");
    }

    #[test]
    fn whoever_wants_quiet_is_warned_all_the_same() {
        let spool = Spool::default();
        let mut output = Output::to(spool.out(), spool.err(), Format::Table).quietly();
        output.note("a hint").unwrap();
        output.warn("a warning").unwrap();
        assert_eq!(spool.err_text(), "a warning\n");
    }

    #[test]
    fn a_stream_has_one_record_a_line() {
        let text = printed(Format::Json, |output| {
            for id in ["d1", "d2"] {
                let delivery = Delivery { id: id.to_owned(), ..Delivery::default() };
                output.streamed(&delivery, |_| String::new()).unwrap();
            }
        });
        assert_eq!(text.lines().count(), 2);
    }
}
