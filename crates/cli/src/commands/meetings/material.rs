//! Downloads a material.

use std::path::PathBuf;

use clap::Args;
use ids::MaterialId;
use proto::meeting::v1::{GetMaterialRequest, meeting_service_client::MeetingServiceClient};

use super::record;
use crate::{
    client::request,
    failure::Failure,
    session::{Session, write},
    target::Service,
};

#[derive(Args, Debug)]
pub(crate) struct Material {
    /// 材料编号（UUID） / material id
    id: MaterialId,
    /// 保存到哪个文件 / file to write to
    #[arg(long, value_name = "FILE")]
    to: PathBuf,
}

impl Material {
    pub(crate) async fn run(self, session: &mut Session) -> Result<(), Failure> {
        let mut meetings = MeetingServiceClient::new(session.calls(Service::Meeting)?);
        let asked = GetMaterialRequest { id: self.id.to_string() };
        let answer = meetings.get_material(request(asked)).await?.into_inner();
        write(&self.to, &answer.content)?;
        session.output.one(&answer.material.unwrap_or_default(), record::material)
    }
}
