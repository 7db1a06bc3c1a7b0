//! One delivery.

use clap::Args;
use ids::DeliveryId;
use proto::exchange::v1::{GetDeliveryRequest, delivery_service_client::DeliveryServiceClient};

use super::record;
use crate::{client::request, failure::Failure, session::Session, target::Service};

#[derive(Args, Debug)]
pub(crate) struct Get {
    /// 送达编号 / delivery id
    id: DeliveryId,
    /// 为监管履职显示个人信息原文，每次查看均留痕 / show personal data for supervision; every such read is recorded
    #[arg(long)]
    reveal: bool,
    /// 哪个服务 / which service
    #[arg(long, value_enum, default_value = "supervision")]
    service: Service,
}

impl Get {
    pub(crate) async fn run(self, session: &mut Session) -> Result<(), Failure> {
        let mut deliveries = DeliveryServiceClient::new(session.calls(self.service)?);
        let asked = GetDeliveryRequest { id: self.id.to_string(), reveal_personal: self.reveal };
        let answer = deliveries.get_delivery(request(asked)).await?.into_inner();
        session.output.one(&answer.delivery.unwrap_or_default(), record::whole)
    }
}
