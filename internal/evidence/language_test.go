package evidence

import (
	"strings"
	"testing"

	"spar/internal/interview"
)

// In our own words: parts of an answer as people write it in other languages, with
// the terms that are English everywhere.
var otherLanguages = map[string]string{
	"German": `Kürzen und weiterleiten sind der Kern, dazu Wunschnamen und Ablaufdatum
		Weiterleitungen mit 99,9% Verfügbarkeit, p99 unter 50 ms am Rand gemessen
		Ein einmal vergebener Link darf nie verloren gehen
		Der Server schaut zuerst in den Cache, dann in die Datenbank, und füllt den Cache danach
		Wenn der Primary ausfällt, wird ein Replica befördert
		Klicks gehen asynchron in die Queue, damit niemand darauf wartet`,
	"German without umlauts": `kern: url kuerzen und weiterleiten
		zehnmal mehr lesen als schreiben, deshalb redis davor
		codes sind zufaellig damit niemand sie raten kann
		shards nach hash vom code, jeweils zwei kopien
		faellt ein knoten aus uebernimmt die kopie
		alarm bei fehlerrate und p99, ausserdem trefferquote vom cache`,
	"French": `Le service raccourcit une URL longue et redirige vers l'original
		Les redirections doivent rester disponibles à 99,9 %, p99 sous 50 ms
		On lit d'abord le cache, puis la base de données si la clé manque
		Chaque shard possède deux répliques, l'une d'elles devient primaire quand le leader tombe
		Les clics partent dans une queue pour que personne n'attende`,
	"Spanish": `El servicio acorta una URL y redirige a quien abre el enlace corto
		Diez lecturas por cada escritura, por eso ponemos Redis delante
		Los códigos no deben poder adivinarse
		Cada shard tiene dos réplicas; si el primario cae se promueve una réplica
		Los clics van a Kafka de forma asíncrona y se cuentan después`,
	"Portuguese": `Encurtar a URL e redirecionar quem abre o link
		Dez leituras para cada escrita, então colocamos um cache na frente do banco
		Nenhum código pode ser perdido depois de entregue
		Se o líder morre, uma réplica assume em poucos segundos
		Os cliques vão para uma fila e são contados depois`,
	"Italian": `Accorciare una URL lunga e reindirizzare chi apre il link
		Prima si legge dalla cache, poi dal database se manca
		Ogni shard ha due repliche, una viene promossa quando il primario cade
		I codici non devono essere indovinabili, quindi permutiamo il contatore`,
	"Russian": `Сократить длинную ссылку и перенаправить того, кто её откроет
		Сначала смотрим в кэш, потом в базу данных
		Каждый шард имеет две реплики, при падении лидера продвигаем реплику
		Клики уходят в очередь Kafka, их никто не ждёт, p99 меньше 50 ms`,
	"Russian in Latin letters": `sokratit dlinnuyu ssylku i perenapravit polzovatelya
		snachala smotrim v kesh potom v bazu dannyh
		kazhdyy shard imeet dve repliki, pri padenii lidera prodvigaem repliku
		kliki uhodyat v ochered, nikto ih ne zhdyot`,
	"Chinese": `把长链接变成短链接，打开短链接时跳转到原链接
		先查 Redis 缓存，没有再查数据库，然后写回缓存
		每个分片有两个副本，主节点宕机时提升一个副本
		点击写入 Kafka 队列，异步统计，p99 小于 50 ms`,
	"Pinyin": `yonghu dakai duan lianjie shi tiaozhuan dao yuan lianjie
		xian cha redis huancun, meiyou zai cha shujuku
		mei ge fenpian you liang ge fuben, zhu jiedian guadiao shi tisheng fuben
		dianji xieru kafka duilie, yibu tongji`,
	"Turkish": `Uzun adresi kısaltır ve açan kişiyi asıl sayfaya yönlendirir
		Önce cache bakılır, yoksa veritabanından okunur
		Her shard iki kopya tutar, lider ölürse kopya yükseltilir
		Tıklamalar kuyruğa yazılır ve sonra sayılır`,
}

func TestForeignLanguage(t *testing.T) {
	all := load(t, *answers)
	q := all[0].question
	read := func(text string) *Reading {
		var lines []string
		for line := range strings.SplitSeq(text, "\n") {
			lines = append(lines, strings.TrimSpace(line))
		}
		a := new(interview.Attempt)
		a.Requirements.Functional, a.Detail.Notes = lines[:2], lines[2:]
		return Read(q, a)
	}
	for name, text := range otherLanguages {
		r := read(text)
		strange, words := strangeWords(q.Lexicon(), r.Lines)
		if !r.Foreign {
			t.Errorf("%s is taken for English: %d of %d words are strange", name, strange, words)
		}
	}
	for name, text := range map[string]string{
		"telegraphic":   "shorten, redirect, alias opt\n10:1 r/w\nPG primary + 2 sync repl, RF=3\nredis LRU 100 GB, TTL 1d, jitter\n301 vs 302 -> 302, clicks\nkafka ~> flink -> clickhouse\nid blocks 1k, feistel, b62, 7 chars\nLB L7, HC 1s, 8x app",
		"many terms":    "Envoy, gRPC, protobuf\nScyllaDB with LWT, TWCS and STCS\nFlink checkpoints into ClickHouse ReplacingMergeTree\nKEDA scales Kafka consumers by lag\nOpenTelemetry traces, Prometheus, Thanos, Grafana, PagerDuty\nRaft via etcd, fencing tokens, HLC timestamps",
		"broken":        "user is put link, give short link back fast\nread is much more than write so cache good\nif one db dead other db become boss\nno can guess code because random\nwe not wait for count click, put in queue",
		"old-fashioned": "Ten consultations for each inscription, so the whole edifice is optimised for the former\nHaving once acknowledged a deposit we must never mislay it\nThe resolver consults first its own recollection, then the memory tier, then a follower\nShould a registrar perish, the remnant of its lot is forfeited without regret",
	} {
		if r := read(text); r.Foreign {
			strange, words := strangeWords(q.Lexicon(), r.Lines)
			t.Errorf("%s is taken for another language: %d of %d words are strange", name, strange, words)
		}
	}
	for _, a := range all {
		r := Read(a.question, a.attempt)
		if strange, words := strangeWords(a.question.Lexicon(), r.Lines); r.Foreign || float64(strange) > 0.25*float64(words) {
			t.Errorf("%s %s: %d of %d words are strange", a.question.ID, a.id, strange, words)
		}
	}
}
