//! What each kind of message says of sample data.

use proto::notification::v1::{MessagePreview, PreviewMessagesRequest, PreviewMessagesResponse};
use shell::{Caller, Error, LookUp};

use crate::App;

impl LookUp<App> for PreviewMessagesRequest {
    fn look_up(self, app: &App, _: &Caller) -> Result<Self::Answer, Error> {
        let samples = app.messages.samples().map_err(|error| Error::Fault(error.to_string()))?;
        let preview = |(kind, version, sample): (String, u32, crate::channels::Outgoing)| MessagePreview {
            kind,
            version: i32::try_from(version).unwrap_or(i32::MAX),
            event: sample.kind,
            title: sample.title,
            text: sample.text,
            markdown: sample.markdown,
            html: sample.html,
            variables: sample.params.into_iter().collect(),
        };
        Ok(PreviewMessagesResponse { messages: samples.into_iter().map(preview).collect() })
    }
}
