"""Reads alerts with a plain Kafka client and checks that they are CloudEvents 1.0 in binary mode.

Usage: read_alerts.py BOOTSTRAP
Prints how many there were and how many distinct ids, as JSON.
"""

import json
import sys
from datetime import datetime

from kafka import KafkaConsumer, TopicPartition

TYPES = {"OPEN": "opened", "UPDATE": "updated", "CLOSED": "closed"}


def check(record) -> str:
    headers = {name: value.decode() for name, value in record.headers}
    assert headers["ce_specversion"] == "1.0", headers
    assert headers["content-type"] == "application/json", headers
    assert headers["ce_source"].startswith("citybrain:"), headers
    alert = json.loads(record.value)
    assert headers["ce_type"] == "citybrain.alert." + TYPES[alert["status"]], headers
    assert headers["ce_subject"] == alert["feature"], headers
    assert datetime.fromisoformat(headers["ce_time"].replace("Z", "+00:00")).tzinfo, headers
    assert record.key.decode() == alert["id"] == headers["ce_partitionkey"], headers
    assert alert["reason"] and alert["unit"], alert
    return headers["ce_id"]


def main(bootstrap: str) -> None:
    consumer = KafkaConsumer(bootstrap_servers=bootstrap, consumer_timeout_ms=5000)
    partition = TopicPartition("citybrain.alerts", 0)
    consumer.assign([partition])
    consumer.seek_to_beginning(partition)
    ids = [check(record) for record in consumer]
    print(json.dumps({"events": len(ids), "distinct": len(set(ids))}))


if __name__ == "__main__":
    main(sys.argv[1])
