//! A command that did not succeed tells people and scripts why, and ends with an exit code that is a promise to scripts.

mod exit;

use std::{fmt::Display, io};

use client::Complaint;
pub(crate) use exit::{EXIT_CODES, Exit};
use serde_json::json;
use tonic::{Code, Status};

/// Why a command did not succeed.
#[derive(Debug)]
pub(crate) enum Failure {
    /// Something on this side, or a result that is not as it should be.
    Own {
        /// What the caller's script sees.
        exit: Exit,
        /// For officials.
        zh: String,
        /// For programs and their authors.
        en: String,
    },
    /// A service refused, failed, or could not be reached.
    Call(Status),
    /// Whoever read stdout went away, for example `head`: nobody is left to be told.
    Unread,
}

impl Failure {
    /// The words on the command line do not fit together.
    pub(crate) fn usage(zh: impl Into<String>, en: impl Into<String>) -> Self {
        Self::Own { exit: Exit::Usage, zh: zh.into(), en: en.into() }
    }

    /// A file or this machine failed.
    pub(crate) fn local(zh: impl Into<String>, cause: &anyhow::Error) -> Self {
        Self::Own { exit: Exit::Failure, zh: zh.into(), en: format!("{cause:#}") }
    }

    /// The command ran, and what it found is not as it should be.
    pub(crate) fn found(exit: Exit, zh: impl Into<String>, en: impl Display) -> Self {
        Self::Own { exit, zh: zh.into(), en: en.to_string() }
    }

    /// The TLS handshake failed: no call got through.
    pub(crate) fn certificate(cause: impl Into<String>) -> Self {
        Self::Own {
            exit: Exit::Denied, zh: "证书未被接受，连接没有建立".to_owned(), en: cause.into()
        }
    }

    /// Whether the call may never have reached the service.
    pub(crate) fn is_lost_call(&self) -> bool {
        let Self::Call(status) = self else {
            return false;
        };
        matches!(status.code(), Code::Unavailable | Code::Cancelled | Code::Unknown)
            && status.details().is_empty()
    }

    /// The exit code of the process.
    pub(crate) fn exit(&self) -> Exit {
        match self {
            Self::Own { exit, .. } => *exit,
            Self::Call(status) => Exit::of(status),
            Self::Unread => Exit::Ok,
        }
    }

    /// What stderr says: lines for people, or one line of JSON. Nothing when nobody is left to read it.
    pub(crate) fn told(&self, json: bool) -> Option<String> {
        let complaint = match self {
            Self::Unread => return None,
            Self::Call(status) => Complaint::of(status),
            Self::Own { zh, en, .. } => {
                Complaint { message_zh: zh.clone(), message: en.clone(), ..Complaint::default() }
            }
        };
        if !json {
            return Some(complaint.to_string());
        }
        let mut error = json!(complaint);
        error["exit_code"] = json!(self.exit() as u8);
        Some(json!({ "error": error }).to_string())
    }
}

impl From<Status> for Failure {
    fn from(status: Status) -> Self {
        Self::Call(status)
    }
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        if error.kind() == io::ErrorKind::BrokenPipe {
            return Self::Unread;
        }
        Self::local("读写失败", &error.into())
    }
}

impl From<serde_json::Error> for Failure {
    fn from(error: serde_json::Error) -> Self {
        io::Error::from(error).into()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_json_form_has_the_exit_code() {
        let told = Failure::from(Status::not_found("no such row")).told(true).unwrap();
        let json: serde_json::Value = serde_json::from_str(&told).unwrap();
        assert_eq!((&json["error"]["exit_code"], &json["error"]["code"]), (&json!(3), &json!("NotFound")));
        assert_eq!(told.lines().count(), 1);
    }

    #[test]
    fn nobody_is_told_when_the_reader_went_away() {
        assert_eq!(Failure::Unread.told(false), None);
    }
}
