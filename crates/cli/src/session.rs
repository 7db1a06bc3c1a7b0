//! A command reads, lists or acts at one service, and shows what is answered.

use clap::{Args, Command};
use client::{Calls, call};
use ids::{RequestId, Uuid};
use proto::{Lists, Page, Rpc, Writes};

use crate::{
    failure::Failure,
    output::{Output, Row, Show},
    pages::Pages,
    target::{Service, Target},
};

/// What every command is handed: where to call, and where to print.
pub(crate) struct Session {
    pub(crate) target: Target,
    pub(crate) output: Output,
    pub(crate) verbose: bool,
    /// The service that was called last, and its channel.
    pub(crate) called: Option<(Service, Calls)>,
    /// The whole command line, for scripts of shells and for the manual.
    pub(crate) definition: fn() -> Command,
}

/// What every command that changes something takes.
#[derive(Args, Clone, Debug)]
pub(crate) struct Act {
    /// 只检查，不改变任何内容 / only check, change nothing
    #[arg(long)]
    pub(crate) check: bool,
    /// 用同一标识重做同一操作，不会做两遍 / repeat an act safely with its id
    #[arg(long, value_name = "UUID")]
    pub(crate) request_id: Option<Uuid>,
}

/// A service as this session calls it. Nothing connects before the call.
pub(crate) struct ServiceCalls<'s> {
    session: &'s mut Session,
    service: Service,
}

/// What a service answered, and where to show it.
pub(crate) struct Answered<'s, A> {
    pub(crate) answer: A,
    output: &'s mut Output,
}

impl Session {
    /// A service, to be called.
    pub(crate) fn at(&mut self, service: Service) -> ServiceCalls<'_> {
        ServiceCalls { session: self, service }
    }

    /// A channel to a service.
    pub(crate) fn calls(&mut self, service: Service) -> Result<Calls, Failure> {
        if let Some((last, calls)) = &self.called
            && *last == service
        {
            return Ok(calls.clone());
        }
        let calls = self.target.calls(service)?;
        self.called = Some((service, calls.clone()));
        Ok(calls)
    }

    /// Finds out whether a call was lost because a certificate was refused: TLS tells it too late.
    pub(crate) async fn explain(&self, failure: Failure) -> Failure {
        match self.called {
            Some((service, _)) if failure.is_lost_call() => {
                self.target.refused_certificate(service).await.map_or(failure, Failure::certificate)
            }
            _ => failure,
        }
    }

    /// The id of this act, shown with `-v`.
    pub(crate) fn request_id(&mut self, act: &Act) -> Result<String, Failure> {
        let id = act.request_id.unwrap_or_else(|| RequestId::generate().0);
        if self.verbose {
            self.output.note(&format!("request id = {id}"))?;
        }
        Ok(id.to_string())
    }
}

impl<'s> ServiceCalls<'s> {
    /// Reads.
    pub(crate) async fn get<Q: Rpc>(self, asked: Q) -> Result<Answered<'s, Q::Answer>, Failure> {
        let calls = self.session.calls(self.service)?;
        Ok(Answered { answer: call(calls, asked).await?, output: &mut self.session.output })
    }

    /// Changes something, or only checks whether it may.
    pub(crate) async fn act<Q: Writes>(
        self,
        act: &Act,
        asked: Q,
    ) -> Result<Answered<'s, Q::Answer>, Failure> {
        let calls = self.session.calls(self.service)?;
        let asked = asked.under(self.session.request_id(act)?, act.check);
        Ok(Answered { answer: call(calls, asked).await?, output: &mut self.session.output })
    }

    /// Shows a list that comes in pages, a row each.
    pub(crate) async fn list<Q, M, const N: usize>(self, pages: &Pages, asked: Q) -> Result<(), Failure>
    where
        Q: Lists<Answer: Page<Item = M>>,
        M: Row<N>,
    {
        let calls = self.session.calls(self.service)?;
        let output = &mut self.session.output;
        let page =
            async |size, token| Ok(call(calls.clone(), asked.clone().at(size, token)).await?.into_items());
        let found = pages.collect(output, page).await?;
        output.rows(&found)
    }
}

impl<A> Answered<'_, A> {
    /// Shows the record that the answer holds.
    pub(crate) fn show<M: Show>(self, record: impl FnOnce(A) -> Option<M>) -> Result<(), Failure> {
        self.output.one(&record(self.answer).unwrap_or_default())
    }

    /// Shows the answer as a whole.
    pub(crate) fn show_whole(self) -> Result<(), Failure>
    where
        A: Show,
    {
        self.output.one(&self.answer)
    }

    /// Shows the records that the answer holds, a row each.
    pub(crate) fn show_rows<M: Row<N>, const N: usize>(
        self,
        records: impl FnOnce(A) -> Vec<M>,
    ) -> Result<(), Failure> {
        self.output.rows(&records(self.answer))
    }
}
