//! The register's RPCs: one file each.

mod get_subject;
mod list_subjects;
mod present;

use proto::supervision::v1 as pb;
use shell::{Caller, spawned};
use tonic::{Request, Response, Status};

use crate::{app::App, policy::paths};

#[tonic::async_trait]
impl pb::subject_service_server::SubjectService for App {
    async fn list_subjects(
        &self,
        request: Request<pb::ListSubjectsRequest>,
    ) -> Result<Response<pb::ListSubjectsResponse>, Status> {
        let caller = Caller::of(&request)?;
        let call = list_subjects::list_subjects(self.clone(), caller.clone(), request.into_inner());
        spawned(&self.exchange.doors, &caller, paths::LIST_SUBJECTS, call).await
    }

    async fn get_subject(
        &self,
        request: Request<pb::GetSubjectRequest>,
    ) -> Result<Response<pb::GetSubjectResponse>, Status> {
        let caller = Caller::of(&request)?;
        let call = get_subject::get_subject(self.clone(), caller.clone(), request.into_inner());
        spawned(&self.exchange.doors, &caller, paths::GET_SUBJECT, call).await
    }
}
