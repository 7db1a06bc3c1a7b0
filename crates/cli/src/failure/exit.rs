//! Exit codes, a promise to scripts.

use std::process::ExitCode;

use tonic::{Code, Status};

/// The list that `shenguan --help` ends with.
pub(crate) const EXIT_CODES: &str = "\
退出码 Exit codes:
  0  成功 / done
  1  失败 / failure
  2  用法或参数错误 / wrong usage or arguments
  3  不存在，或不属于本单位 / not found, or not the caller's
  4  状态不允许或冲突 / precondition or conflict
  5  服务不可达或繁忙 / unavailable
  6  无权限或证书未被接受 / denied or not authenticated";

/// How a command ended.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[repr(u8)]
pub(crate) enum Exit {
    Ok = 0,
    Failure = 1,
    Usage = 2,
    NotFound = 3,
    Precondition = 4,
    Unavailable = 5,
    Denied = 6,
}

impl Exit {
    /// The exit code of a call that did not succeed.
    pub(crate) fn of(status: &Status) -> Self {
        match status.code() {
            Code::Ok => Self::Ok,
            Code::InvalidArgument => Self::Usage,
            Code::NotFound => Self::NotFound,
            Code::FailedPrecondition | Code::Aborted | Code::AlreadyExists | Code::OutOfRange => {
                Self::Precondition
            }
            Code::PermissionDenied | Code::Unauthenticated => Self::Denied,
            // Cancelled: the connection was lost on the way.
            Code::Unavailable | Code::Cancelled | Code::DeadlineExceeded | Code::ResourceExhausted => {
                Self::Unavailable
            }
            _ => Self::Failure,
        }
    }
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(exit as u8)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_of_the_services_has_its_exit_code() {
        for (code, exit) in [
            (Code::InvalidArgument, 2),
            (Code::NotFound, 3),
            (Code::FailedPrecondition, 4),
            (Code::Aborted, 4),
            (Code::Unavailable, 5),
            (Code::Cancelled, 5),
            (Code::DeadlineExceeded, 5),
            (Code::ResourceExhausted, 5),
            (Code::PermissionDenied, 6),
            (Code::Unauthenticated, 6),
            (Code::Internal, 1),
            (Code::Unimplemented, 1),
        ] {
            assert_eq!(Exit::of(&Status::new(code, "")) as u8, exit, "{code:?}");
        }
    }
}
