//! SupervisionLetterService: the office writes about late duties (督办函, Art. 28), and the unit answers.

mod close;
mod get;
mod issue;
mod list;
mod present;
mod reply;

use proto::notification::v1::{self as pb, supervision_letter_service_server::SupervisionLetterService};
use shell::{Reply, act, read};
use tonic::Request;

use crate::App;

#[rustfmt::skip]
#[tonic::async_trait]
impl SupervisionLetterService for App {
    async fn issue_letter(&self, q: Request<pb::IssueLetterRequest>) -> Reply<pb::IssueLetterRequest> { act(self, q).await }
    async fn reply_to_letter(&self, q: Request<pb::ReplyToLetterRequest>) -> Reply<pb::ReplyToLetterRequest> { act(self, q).await }
    async fn close_letter(&self, q: Request<pb::CloseLetterRequest>) -> Reply<pb::CloseLetterRequest> { act(self, q).await }
    async fn get_letter(&self, q: Request<pb::GetLetterRequest>) -> Reply<pb::GetLetterRequest> { read(self, q).await }
    async fn list_letters(&self, q: Request<pb::ListLettersRequest>) -> Reply<pb::ListLettersRequest> { read(self, q).await }
    async fn list_announcements(&self, q: Request<pb::ListAnnouncementsRequest>) -> Reply<pb::ListAnnouncementsRequest> { read(self, q).await }
}
