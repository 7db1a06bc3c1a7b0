//! Claims deliveries.

use clap::Args;
use ids::DeliveryId;
use proto::exchange::v1::{
    BatchClaimDeliveriesRequest, BatchClaimResult, ClaimDeliveryRequest,
    delivery_service_client::DeliveryServiceClient,
};

use crate::{
    client::{Calls, request},
    failure::{Exit, Failure},
    output::table,
    session::{Act, Session},
    target::Service,
    words,
};

/// The most that one call may claim.
const BATCH: usize = 100;

#[derive(Args, Debug)]
#[command(after_help = "\
JSON：每个编号一项的数组。有任何一条未能认领时退出码为 4（只给一个编号时为该错误的退出码）。
JSON: an array with one result an id. If any was not claimed the exit code is 4; with a single id, that of
its error.")]
pub(crate) struct Claim {
    /// 送达编号 / delivery ids
    #[arg(required = true, num_args = 1..)]
    ids: Vec<DeliveryId>,
    /// 哪个服务 / which service
    #[arg(long, value_enum, default_value = "supervision")]
    service: Service,
    #[command(flatten)]
    act: Act,
}

impl Claim {
    pub(crate) async fn run(self, session: &mut Session) -> Result<(), Failure> {
        if self.act.request_id.is_some() && self.ids.len() > BATCH {
            return Err(Failure::usage(
                "一次超过100条时不能指定 --request-id",
                "--request-id names one call, which claims at most 100",
            ));
        }
        let mut deliveries = DeliveryServiceClient::new(session.calls(self.service)?);
        let results = match self.ids.as_slice() {
            [one] => vec![self.claim_one(session, &mut deliveries, *one).await?],
            many => self.claim_many(session, &mut deliveries, many).await?,
        };
        session.output.many(&results, lines)?;
        let refused = results.iter().filter(|result| !result.reason.is_empty()).count();
        if refused == 0 {
            return Ok(());
        }
        Err(Failure::found(
            Exit::Precondition,
            format!("{refused} 条未能认领"),
            format!("{refused} of {} were not claimed", results.len()),
        ))
    }

    /// A refusal keeps all its details: who has claimed it, and when.
    async fn claim_one(
        &self,
        session: &mut Session,
        deliveries: &mut DeliveryServiceClient<Calls>,
        id: DeliveryId,
    ) -> Result<BatchClaimResult, Failure> {
        let asked = ClaimDeliveryRequest {
            request_id: session.request_id(&self.act)?,
            validate_only: self.act.check,
            id: id.to_string(),
        };
        let delivery = deliveries.claim_delivery(request(asked)).await?.into_inner().delivery;
        let claim = delivery.and_then(|delivery| delivery.claim);
        Ok(BatchClaimResult { id: id.to_string(), claim, ..BatchClaimResult::default() })
    }

    async fn claim_many(
        &self,
        session: &mut Session,
        deliveries: &mut DeliveryServiceClient<Calls>,
        ids: &[DeliveryId],
    ) -> Result<Vec<BatchClaimResult>, Failure> {
        let mut results = Vec::new();
        for ids in ids.chunks(BATCH) {
            let asked = BatchClaimDeliveriesRequest {
                request_id: session.request_id(&self.act)?,
                validate_only: self.act.check,
                ids: ids.iter().map(ToString::to_string).collect(),
            };
            results.extend(deliveries.batch_claim_deliveries(request(asked)).await?.into_inner().results);
        }
        Ok(results)
    }
}

fn lines(results: &[BatchClaimResult]) -> String {
    table(
        ["送达", "认领人", "认领时间", "未能认领的原因"],
        results.iter().map(|result| {
            let claim = result.claim.clone().unwrap_or_default();
            [
                result.id.clone(),
                claim.official,
                words::instant(claim.claim_time.as_ref()),
                format!("{} {}", result.message_zh, result.reason).trim().to_owned(),
            ]
        }),
    )
}
