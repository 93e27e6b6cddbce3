package quantity

import (
	"strings"

	"spar/internal/wordset"
)

// isNoun reports whether a word is plainly a thing that is counted, or describes
// one: a label that needs no word about it. Its number and its letter case do not
// matter.
func isNoun(word string) bool {
	if nouns[word] {
		return true
	}
	word = strings.ToLower(word)
	if nouns[word] {
		return true
	}
	for _, ending := range [...]struct{ plural, singular string }{{"ies", "y"}, {"es", ""}, {"s", ""}} {
		if stem, ok := strings.CutSuffix(word, ending.plural); ok && len(stem) > 1 && nouns[stem+ending.singular] {
			return true
		}
	}
	return false
}

// nouns are the things that estimates count, in the singular, with the words that
// describe them. They are also what is not taken for the misspelling of a unit.
var nouns = wordset.Of(`access account ack action active activity actor ad additional address agent aggregate aid alarm album alert allocation
	anonymous answer apartment api app appliance application appointment archive area argument arrival article artist
	ascii asset assignment attachment attack attempt attendee attribute auction audience audio author av availability
	available avatar average avg az bag balance band bandwidth bank banner bar barcode base basic basket batch bed bet
	bicycle bid bidder big bike bill billing bin bitmap block blocked blog board body book booking bookmark boot bot
	bottle bottleneck box branch brand breaker brick brief broadcast broker browser bucket buffer bug build builder
	building bundle burst bus business busy button buyer byline cab cache cached calendar call caller camera campaign
	candidate candle car card cart case cassette cat catalog category cctv cdn cell cent center centre cert certificate
	chain challenge change channel char character charge chart chat cheap check checkin checkout checkpoint child children
	chunk churn circle citizen city class classroom clean click client clip clone cloud cluster cms code cold collection
	column comment commit common community compaction company component compressed compression computer concurrent
	condition config conn connected connection consumer contact container content contest contract contributor
	conversation conversion cookie copy core counter country courier course court cpu crash crawl crawler creator credit
	crm cross ctr currency current cursor curve customer cycle dag daily dashboard data database datacenter dataset date
	dau db deal dealer dependency deployment depth desk destination detection developer device diagram dialog dig digit
	dimension direction directory dirty discount disk diskette display distinct dns document dog domain donation door dot
	download downtime draft drawing drink drive driver drone drop dropout duplicate duplicated each ec2 edge edit editor
	egress element email embedding emoji employee empty endpoint engine engineer entity entry episode epoch erp error etl
	event example exchange execution executor expert expired export expression external extra eye face facet fact factor
	failed failure fan farm fast fault favorite favourite feature fee feed feet fetch field figure file film filter
	fingerprint first fit flag flash fleet flight float float32 float64 floor flow flush folder follower following food
	foot footage forecast fork form format forum frame free fresh friend front ftp full function fund gallery game gamer
	gap gate gateway gear geofence geohash gift gig global glyph goal gpu graph grid group growth guest guide h264 h265
	hand handler handset hash hashtag hdd head header headroom health heap heartbeat heavy help hint history hit holder
	hole home hop host hot hotel house household http https hub human icon id idea idle image img impression incoming
	index inflight ingress inode input insert inspection instance int int32 int64 integer interaction interface internal
	interval interview inventory invitation invite invoice io iot ip ipv4 ipv6 issue item iteration job join journal json
	judge jwt k8s kernel key keyboard keyframe keypair keyword kid kit label lane language laptop large last latency
	launch layer lb lead leader leaf league lecture ledger letter level library license light like limit line link list
	listener listing live load loan local location lock locker log login long lookup loop loss lost lot low lru machine
	magazine mail mailbox mailing manager map mark marker market master match matrix mau max maximum md5 meal mean
	measurement media median meeting member membership memory men mention menu merchant merge message metadata meter
	method metric migration mile mine mirror miss mistake mix mobile mode model module monitor month monthly mouth
	movement movie mp3 mp4 mq ms msg music mutation name namespace nas need neighbor neighbour network new news newsletter
	nic nightly node note notebook notification number object observation offer office offline olap old oltp online op
	open opening operation operator opinion option order org organisation organization origin original os otp outage
	outgoing outlet output overhead owner p50 p90 p95 p99 p999 package packet page pageview pair panel paper paragraph
	parallel param parameter parcel parent parking part participant partition party pass passenger password patch path
	patient pattern pay payload payment pc peak peer pen pending people percentile performance period permission person
	phone photo phrase picture piece pii pin ping pipeline pixel place plan plane plate platform play player playlist plot
	plugin pod point pointer poll pool pop popular port pos position post poster prediction preference premium
	prescription price primary print printer private probe problem process processed processor producer product profile
	program project promotion proof property proposal provider proxy public publication publisher pull purchase push put
	qr query question queue quota quote race rack raid rail ram random rank rate rating ratio raw rbac rdbms reaction read
	reader reading ready real reboot receipt received receiver recipe recipient recommendation record recording redirect
	redis redo redundancy redundant ref reference refresh refund region registered registration regular rejection relation
	relay release reload reminder remote rendition rent rental rep repeat repeated replay replica replicas replication
	reply repo report repository req request requested required rerun reservation reserved reset resize resolution
	resource response rest restart restaurant result retailer retention retry return retweet revenue review revision
	reward rf rich ride rider right ring road robot role roll rollback room root round route router row rpc rtt rule run
	runner s3 saas safety sale sample satellite scan scanner schedule schema school score scrape screen screenshot script
	scroll sdk search seat second secondary secret section sector security seek segment seller sender sensor sent sentence
	sequential series server service session set setting sha1 sha256 shape shard share shelf shift ship shipment shop
	shopper short shortcut shot show sibling sign signal signature signup silent sim simultaneous single site size skill
	sku slot slow small sms snapshot socket solution song sound source span spare speaker spider spike sponsor sport spot
	sprint sql ssd sse ssl stack staff stage standby star state statement static station status step stock stop storage
	store stored story stream streamer street string stripe student sub subnet subscribe subscriber subscription success
	successful suggestion supplier survey sustained swap switch symbol sync synonym synthetic system tab table tablet tag
	tap tape target task tax taxi tcp teacher team tenant term test text texture thing thread throughput thumbnail ticket
	tile time timeline timeout timestamp tip title tls token tool top topic torrent total tour tpu trace track trade
	trader traffic train trainee transaction transcode transcript transfer transform transition translation traveler
	traveller tree trend trial trigger trip truck trust try tuple turn tutor tv tweet tx txn type typical udp ui unique
	unit unread update upgrade upload uptime uri url usage use used user utf8 utilisation utilization utterance uuid valid
	value variable variant variation vcpu vector vehicle vendor verified version vertex vertical video view viewer
	viewport viral visit visitor vm voice volume vote voter vpc vpn wait wal walk wallet wan warehouse warm warning watch
	watcher wau wav way web webhook website weekly weight wheel whole widget wifi win window winner women word work worker
	workflow workload workspace world worst write writer written x64 x86 xml yaml yearly zip zone`)
