//! Returns a delivery that is not the unit's.

use clap::Args;
use ids::{DeliveryId, UnitCode};
use proto::exchange::v1::{
    ReturnCode, ReturnDeliveryRequest, delivery_service_client::DeliveryServiceClient,
};

use super::record;
use crate::{
    choices::Reason,
    client::request,
    failure::Failure,
    session::{Act, Session},
    target::Service,
};

#[derive(Args, Debug)]
pub(crate) struct Return {
    /// 送达编号 / delivery id
    id: DeliveryId,
    /// 退回原因 / why
    #[arg(long, value_enum, value_name = "CODE")]
    code: Reason,
    /// 说明，不超过500字 / remark
    #[arg(
        long,
        default_value = "",
        hide_default_value = true,
        required_if_eq("code", "99"),
        value_name = "TEXT"
    )]
    remark: String,
    /// 应由哪个单位监管 / the unit that should have it
    #[arg(long, required_if_eq("code", "02"), value_name = "UNIT")]
    suggest: Option<UnitCode>,
    /// 哪个服务 / which service
    #[arg(long, value_enum, default_value = "supervision")]
    service: Service,
    #[command(flatten)]
    act: Act,
}

impl Return {
    pub(crate) async fn run(self, session: &mut Session) -> Result<(), Failure> {
        let mut deliveries = DeliveryServiceClient::new(session.calls(self.service)?);
        let asked = ReturnDeliveryRequest {
            request_id: session.request_id(&self.act)?,
            validate_only: self.act.check,
            id: self.id.to_string(),
            code: ReturnCode::from(self.code).into(),
            remark: self.remark,
            suggested_unit: self.suggest.map_or_else(String::new, String::from),
        };
        let answer = deliveries.return_delivery(request(asked)).await?.into_inner();
        session.output.one(&answer.delivery.unwrap_or_default(), record::whole)
    }
}
