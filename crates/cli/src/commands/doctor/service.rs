//! A service is well when it answers, is ready, and agrees about the time.

use client::{Calls, request};
use clock::Clock;
use jiff::{SignedDuration, Timestamp, fmt::rfc2822};
use tonic::{Status, metadata::MetadataMap};
use tonic_health::pb::{
    HealthCheckRequest, health_check_response::ServingStatus, health_client::HealthClient,
};

use super::Finding;
use crate::target::{Service, Target};

/// The `date` header has whole seconds, and the call itself takes time.
const TOLERANCE: SignedDuration = SignedDuration::from_secs(5);

pub(super) async fn examine(service: Service, target: &Target, calls: Calls, clock: &Clock) -> Vec<Finding> {
    let check = format!("服务 {}", service.name());
    let asked = HealthCheckRequest { service: String::new() };
    let answer = match HealthClient::new(calls).check(request(asked)).await {
        Ok(answer) => answer,
        Err(status) => return vec![unreachable(check, service, target, &status).await],
    };
    let ready = match answer.get_ref().status() {
        ServingStatus::Serving => Finding::well(check, "可达，已就绪"),
        other => Finding::wrong(
            check,
            format!("可达，未就绪（{}）", other.as_str_name()),
            "查看服务日志和 /readyz / see its log and /readyz",
        ),
    };
    let time = difference(answer.metadata(), clock.now()).map(|difference| agreement(service, difference));
    std::iter::once(ready).chain(time).collect()
}

async fn unreachable(check: String, service: Service, target: &Target, status: &Status) -> Finding {
    if let Some(cause) = target.refused_certificate(service).await {
        let advice = "两端证书须由互相信任的 CA 签发且未过期 / both certificates must be of a CA that the other side trusts";
        return Finding::wrong(check, format!("证书未被接受 / {cause}"), advice);
    }
    let advice = "检查服务是否启动、地址和网络 / check that it runs, its address and the network";
    Finding::wrong(check, format!("不可达 / {}", status.message()), advice)
}

fn agreement(service: Service, difference: SignedDuration) -> Finding {
    let check = format!("时钟 {}", service.name());
    let detail = format!("与本机相差 {} 秒", difference.abs().as_secs());
    if difference.abs() <= TOLERANCE {
        return Finding::well(check, detail);
    }
    Finding::wrong(check, detail, "用 NTP 校准两端时钟 / synchronise both clocks with NTP")
}

/// How far the service's machine is ahead of this one. None where no date came with the answer.
fn difference(metadata: &MetadataMap, now: Timestamp) -> Option<SignedDuration> {
    let there = rfc2822::parse(metadata.get("date")?.to_str().ok()?).ok()?;
    Some(there.timestamp().duration_since(now))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_date_of_the_answer_is_compared_with_this_clock() {
        let mut metadata = MetadataMap::new();
        metadata.insert("date", "Tue, 13 Oct 2026 01:00:10 GMT".parse().unwrap());
        let now = "2026-10-13T01:00:00Z".parse().unwrap();
        assert_eq!(difference(&metadata, now), Some(SignedDuration::from_secs(10)));
        assert!(agreement(Service::Approval, SignedDuration::from_secs(-10)).is_wrong());
        assert!(!agreement(Service::Approval, SignedDuration::from_secs(-1)).is_wrong());
    }
}
