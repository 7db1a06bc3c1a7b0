//! Bulletins about resolutions (联席会议制度二（二）); the service of resolutions has their RPCs.

mod get;
mod issue;
mod list;
mod present;
