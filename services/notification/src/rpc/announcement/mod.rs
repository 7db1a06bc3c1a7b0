//! What the joint meeting announces (联席会议通知); on the wire it is listed by SupervisionLetterService.

mod list;
