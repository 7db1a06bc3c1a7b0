//! Is everything well, and what is to be done if not: from the certificates on this side to the last receipt.

mod calendar;
mod certificate;
mod finding;
mod receipts;
mod service;

use clock::Clock;
use finding::{Finding, lines};

use crate::{
    failure::{Exit, Failure},
    session::Session,
    target::Service,
};

/// Looks at everything; exit code 1 when something is wrong.
pub(crate) async fn run(session: &mut Session) -> Result<(), Failure> {
    let findings = examine(session).await?;
    session.output.own(&findings, |findings| lines(findings))?;
    let wrong = findings.iter().filter(|finding| finding.is_wrong()).count();
    if wrong == 0 {
        return Ok(());
    }
    Err(Failure::found(Exit::Failure, format!("{wrong} 项有问题"), format!("{wrong} checks failed")))
}

async fn examine(session: &mut Session) -> Result<Vec<Finding>, Failure> {
    let clock = Clock::system();
    let mut findings = certificate::examine(&session.target.files()?, clock.now());
    if findings.iter().any(Finding::is_wrong) {
        // Without a good certificate every service fails alike, which would only hide the cause.
        return Ok(findings);
    }
    let mut services = vec![Service::Approval, Service::Supervision];
    for later in [Service::Notification, Service::Meeting] {
        if session.target.has_url(later)? {
            services.push(later);
        }
    }
    for service in services {
        let calls = session.calls(service)?;
        let found = service::examine(service, &session.target, calls.clone(), &clock).await;
        let reachable = !found.iter().any(Finding::is_wrong);
        findings.extend(found);
        if !reachable {
            continue;
        }
        if service == Service::Approval {
            findings.push(calendar::examine(calls.clone(), clock.today()).await);
        }
        findings.extend(receipts::examine(service, calls).await);
    }
    Ok(findings)
}
