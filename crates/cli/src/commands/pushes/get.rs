//! One push with its deliveries.

use clap::Args;
use ids::PushId;
use proto::exchange::v1::{
    Delivery, GetPushRequest, GetPushResponse, push_service_client::PushServiceClient,
};

use crate::{
    client::request,
    failure::Failure,
    output::{sheet, table},
    session::Session,
    target::Service,
    words,
};

#[derive(Args, Debug)]
pub(crate) struct Get {
    /// 推送编号 / push id
    id: PushId,
    /// 哪个服务 / which service
    #[arg(long, value_enum, default_value = "approval")]
    service: Service,
}

impl Get {
    pub(crate) async fn run(self, session: &mut Session) -> Result<(), Failure> {
        let mut pushes = PushServiceClient::new(session.calls(self.service)?);
        let asked = GetPushRequest { id: self.id.to_string() };
        let answer = pushes.get_push(request(asked)).await?.into_inner();
        session.output.one(&answer, whole)
    }
}

fn whole(answer: &GetPushResponse) -> String {
    let push = answer.push.clone().unwrap_or_default();
    let deadline = push.push_deadline.as_ref();
    let parts = sheet([
        ("编号", push.id.clone()),
        ("内容", push.title.clone()),
        ("推送单位", push.sender_unit.clone()),
        ("决定", push.source_id.clone()),
        ("推送时间", words::instant(push.accept_time.as_ref())),
        ("推送期限", words::due(deadline)),
        ("期限说明", deadline.map_or_else(String::new, |deadline| deadline.explanation.clone())),
        ("责任清单版本", push.map_version.to_string()),
        ("存量", words::yes(push.stock)),
    ]);
    format!("{parts}\n\n{}", recipients(&answer.deliveries))
}

fn recipients(deliveries: &[Delivery]) -> String {
    table(
        ["送达", "单位", "职责", "状态", "送达时间", "认领期限", "认领人", "认领时间", "退回", "逾期"],
        deliveries.iter().map(|delivery| {
            let claim = delivery.claim.clone().unwrap_or_default();
            [
                delivery.id.clone(),
                delivery.unit.clone(),
                words::recipient_role(delivery.role()).to_owned(),
                words::delivery_state(delivery.state()).to_owned(),
                words::instant(delivery.receive_time.as_ref()),
                words::due(delivery.claim_deadline.as_ref()),
                claim.official,
                words::instant(claim.claim_time.as_ref()),
                delivery
                    .returns
                    .last()
                    .map_or_else(String::new, |last| words::return_code(last.code()).to_owned()),
                words::yes(delivery.overdue),
            ]
        }),
    )
}
