//! A broker that is killed, paused and wiped.

use std::{future::IntoFuture, time::Duration};

use async_nats::jetstream::{self, stream};
use testkit::{Folder, Nats};
use tokio::time::timeout;

async fn connect(nats: &Nats) -> jetstream::Context {
    jetstream::new(async_nats::connect(nats.url()).await.unwrap())
}

async fn stream_of(nats: &Nats) -> jetstream::Context {
    let context = connect(nats).await;
    let config = stream::Config { name: "s".into(), subjects: vec!["s.>".into()], ..Default::default() };
    context.create_stream(config).await.unwrap();
    context
}

#[tokio::test]
async fn a_killed_broker_comes_back_on_its_port_with_its_streams() {
    let folder = Folder::create().unwrap();
    let mut nats = Nats::start(folder.path(), None).unwrap();
    stream_of(&nats).await.publish("s.a", "1".into()).await.unwrap().await.unwrap();
    let url = nats.url();

    nats.kill().unwrap();
    assert!(async_nats::connect(nats.url()).await.is_err());
    nats.restart().unwrap();

    assert_eq!(nats.url(), url);
    let mut stream = connect(&nats).await.get_stream("s").await.unwrap();
    assert_eq!(stream.info().await.unwrap().state.messages, 1);
}

#[tokio::test]
async fn a_wiped_broker_knows_no_stream() {
    let folder = Folder::create().unwrap();
    let mut nats = Nats::start(folder.path(), None).unwrap();
    stream_of(&nats).await;

    nats.wipe().unwrap();
    nats.restart().unwrap();

    assert!(connect(&nats).await.get_stream("s").await.is_err());
}

#[tokio::test]
async fn a_paused_broker_answers_nothing_until_it_goes_on() {
    let folder = Folder::create().unwrap();
    let mut nats = Nats::start(folder.path(), None).unwrap();
    let context = stream_of(&nats).await;

    nats.pause().unwrap();
    let publish = context.publish("s.a", "1".into()).await.unwrap().into_future();
    let mut publish = std::pin::pin!(publish);
    assert!(timeout(Duration::from_millis(300), &mut publish).await.is_err());
    nats.resume().unwrap();
    publish.await.unwrap();

    nats.pause().unwrap();
    drop(nats);
}
