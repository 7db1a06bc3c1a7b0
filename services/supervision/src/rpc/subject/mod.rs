//! `SubjectService`: the register of supervised subjects (一企一档).

mod get;
mod list;
mod present;

use proto::supervision::v1 as pb;
use shell::{Reply, read};
use tonic::Request;

use crate::App;

#[rustfmt::skip]
#[tonic::async_trait]
impl pb::subject_service_server::SubjectService for App {
    async fn list_subjects(&self, q: Request<pb::ListSubjectsRequest>) -> Reply<pb::ListSubjectsRequest> { read(self, q).await }
    async fn get_subject(&self, q: Request<pb::GetSubjectRequest>) -> Reply<pb::GetSubjectRequest> { read(self, q).await }
}
