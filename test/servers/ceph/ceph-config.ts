import { randomUUID } from 'node:crypto';

export interface CephPlaces {
  readonly folder: string;
  /** Two for the monitor (its new and its old protocol), one for S3. */
  readonly ports: { readonly mon: number; readonly monOld: number; readonly s3: number };
}

export interface CephConfig extends CephPlaces {
  readonly fsid: string;
  readonly monAddress: string;
  readonly text: string;
}

/** Configuration of a cluster of one monitor, one store in memory and one S3 gateway, all on loopback. */
export function createCephConfig({ folder, ports }: CephPlaces): CephConfig {
  const fsid = randomUUID();
  const monAddress = `[v2:127.0.0.1:${String(ports.mon)},v1:127.0.0.1:${String(ports.monOld)}]`;
  const text = `[global]
fsid = ${fsid}
mon host = ${monAddress}
auth cluster required = none
auth service required = none
auth client required = none
keyring = /dev/null
# the gateway alone wants encryption towards the monitor, which there is not without keys: it would hang for five minutes
ms mon client mode = crc
ms mon service mode = crc
ms mon cluster mode = crc
client mount timeout = 30
ms bind ipv6 = false
public addr = 127.0.0.1
cluster addr = 127.0.0.1
# with the default of 1 s per change of the map the first start takes 12 s
paxos propose interval = 0.02
paxos min wait = 0.01
osd pool default size = 1
osd pool default min size = 1
osd pool default pg num = 8
osd pool default pgp num = 8
osd pool default pg autoscale mode = off
osd crush chooseleaf type = 0
mon allow pool size one = true
mon max pg per osd = 4000
mon data avail crit = 1
run dir = ${folder}
# nobody asks the daemons by their sockets, whose path may be too long
admin socket =
log file = ${folder}/$name.log
mon cluster log file = ${folder}/cluster.log
crash dir = ${folder}
[mon]
mon data = ${folder}/mon
mon initial members = a
[osd]
osd data = ${folder}/osd
osd objectstore = memstore
memstore device bytes = ${String(8 * 2 ** 30)}
[client.rgw.main]
rgw data = ${folder}/rgw
# without tcp_nodelay a small answer waits 40 ms on loopback (Nagle and delayed acknowledgements)
rgw frontends = beast endpoint=127.0.0.1:${String(ports.s3)} tcp_nodelay=1
# below it, bucket.localhost names a bucket
rgw dns name = localhost
rgw thread pool size = 64
# deleted objects leave the memory soon
rgw gc obj min wait = 5
rgw gc processor period = 10
rgw gc processor max time = 8
`;
  return { folder, ports, fsid, monAddress, text };
}
