//! The register's RPCs: one file each.

mod get_subject;
mod list_subjects;
mod present;

use proto::supervision::v1 as pb;
use shell::call;
use tonic::{Request, Response, Status};

use crate::{app::App, policy::paths};

#[tonic::async_trait]
impl pb::subject_service_server::SubjectService for App {
    async fn list_subjects(
        &self,
        request: Request<pb::ListSubjectsRequest>,
    ) -> Result<Response<pb::ListSubjectsResponse>, Status> {
        let handler = |caller, request| list_subjects::list_subjects(self.clone(), caller, request);
        call(&self.exchange.doors, paths::LIST_SUBJECTS, request, handler).await
    }

    async fn get_subject(
        &self,
        request: Request<pb::GetSubjectRequest>,
    ) -> Result<Response<pb::GetSubjectResponse>, Status> {
        let handler = |caller, request| get_subject::get_subject(self.clone(), caller, request);
        call(&self.exchange.doors, paths::GET_SUBJECT, request, handler).await
    }
}
