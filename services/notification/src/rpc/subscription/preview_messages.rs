//! Each kind of message as it would be written of sample data.

use proto::notification::v1::{MessagePreview, PreviewMessagesRequest, PreviewMessagesResponse};
use shell::{Caller, Error, LookUp};

use crate::{App, sending::Sample};

impl LookUp<App> for PreviewMessagesRequest {
    fn look_up(self, app: &App, _: &Caller) -> Result<Self::Answer, Error> {
        let samples = app.messages.samples().map_err(|error| Error::Fault(error.to_string()))?;
        let preview = |Sample { kind, version, message }| MessagePreview {
            kind: kind.into(),
            version: i32::try_from(version).unwrap_or(i32::MAX),
            event: message.kind,
            title: message.title,
            text: message.text,
            markdown: message.markdown,
            html: message.html,
            variables: message.params.into_iter().collect(),
        };
        Ok(PreviewMessagesResponse { messages: samples.into_iter().map(preview).collect() })
    }
}
