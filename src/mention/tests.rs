//! What the whole reader makes of text, with the lexicons that ship: tables of input and expectation.
//! It must not repeat what the parts' own tests hold.

use std::path::Path;
use std::sync::LazyLock;

use proptest::prelude::*;

use super::json;
use super::{HedgeKind, Kind, Lexicon, Mention, Reader};
use crate::exact::Exact;

static READER: LazyLock<Reader> = LazyLock::new(|| {
    let chinese = Lexicon::from_yaml(include_str!("../../rules/zh-report/lexicon.yaml")).unwrap();
    let english = Lexicon::from_yaml(include_str!("../../rules/en-report/lexicon.yaml")).unwrap();
    Reader::new(&[chinese, english]).unwrap()
});

fn reader() -> &'static Reader {
    &READER
}

/// `text|kind|value`, one a mention, spaces between.
fn shown(reader: &Reader, text: &str) -> String {
    let show = |mention: &Mention| {
        let object = json::object(mention, 1, text);
        let unit = object["unit"].as_str().unwrap_or_default().to_owned();
        let value = object["value"].as_str().unwrap_or("-").to_owned();
        format!("{}={value}{unit}", object["text"].as_str().unwrap().replace(' ', "_"))
    };
    reader.read(text).iter().map(show).collect::<Vec<_>>().join(" ")
}

fn check(cases: &[(&str, &str)]) {
    let reader = reader();
    for (text, expected) in cases {
        assert_eq!(shown(reader, text), *expected, "{text}");
    }
}

#[test]
fn amounts_keep_their_unit_and_base_value() {
    check(&[
        ("完成51342.68万元,", "51342.68万元=513426800元"),
        ("２４８．16万元", "２４８．16万元=2481600元"),
        ("１，２３４件", "１，２３４件=1234个"),
        ("共2亿386万元", "2亿386万元=203860000元"),
        ("面积1.5亩", "1.5亩=1000平方米"),
        ("销售4.6万方,", "4.6万方=46000平方米"),
        ("1356万美元", "1356万美元=13560000美元"),
        ("456元2角3分", "456元2角3分=456.23元"),
        ("装机5千瓦、2千米", "5千瓦=5千瓦 2千米=2000米"),
        ("$3,215,452 and 37 percent", "$3,215,452=3215452dollar 37_percent=37%"),
        ("个体户数12588,", "12588=12588"),
        ("RMB5000,三公里,十分钟,同一个", "RMB5000=5000元 三公里=3000米 十分钟=600秒"),
    ]);
}

/// A school's words: labels in whatever case, with blanks or without, and a unit that a label stands beside.
const SCHOOL: &str = "units:
  - {family: count, base: pupils, kind: count, whole: true, words: [pupils]}
  - {family: days, base: days, kind: duration, words: [days]}
labels: {before: ['Year ##', 'form '], ordinal-before: ['stage '], phrases: [Key Stage 2]}
hedges: {before: {over: [over]}}
";

#[test]
fn a_label_stands_before_its_number_with_a_blank_or_without_in_any_case() {
    let school = Reader::new(&[Lexicon::from_yaml(SCHOOL).unwrap()]).unwrap();
    for (text, expected) in [
        ("YEAR 7 grew", "7=-"),
        ("year 12 and Form 3", "12=- 3=-"),
        ("last year 1,120 pupils", "1,120_pupils=1120pupils"),
        ("last year 540 joined", "540=540"),
        ("last year 40 pupils", "40_pupils=40pupils"),
        ("yesteryear 7", "7=7"),
        ("stage 4 pupils", "stage_4=4"),
        ("in key stage 2 there", "key_stage_2=-"),
        ("key stage 25", "stage_25=25"),
    ] {
        assert_eq!(shown(&school, text), expected, "{text}");
    }
}

#[test]
fn over_right_behind_an_amount_says_how_long_it_took() {
    let school = Reader::new(&[Lexicon::from_yaml(SCHOOL).unwrap()]).unwrap();
    let hedged = |text: &str| school.read(text).last().is_some_and(|mention| mention.hedge.is_some());
    assert!(!hedged("540 pupils over 190 days"));
    assert!(!hedged("40 over 190 days"));
    assert!(hedged("it took over 190 days"));
    assert!(hedged("for 540 pupils it took over 190 days"));
    assert!(hedged("190 days over 540 pupils"), "an amount that is no length of time may be loosened");
}

#[test]
fn percents_of_every_spelling() {
    check(&[
        ("增长83.4%", "83.4%=83.4%"),
        ("比增-36.5%", "-36.5%=-36.5%"),
        ("百分之九十三点三", "百分之九十三点三=93.3%"),
        ("负百分之十七", "负百分之十七=-17%"),
        ("千分之七", "千分之七=0.7%"),
        ("万分之三", "万分之三=0.03%"),
        ("占三成半", "三成半=35%"),
        ("提高1.2个百分点", "1.2个百分点=1.2百分点"),
        ("提高0.9、5.9个百分点", "0.9=0.9百分点 5.9个百分点=5.9百分点"),
        ("三分之一", "三分之一=0.3333333333333333333333333333"),
        ("五又二分之一", "五又二分之一=5.5"),
        ("翻两番,是去年的2.2倍", "两番=2番 2.2倍=2.2倍"),
        ("成立3个组,三成员", "3个=3个"),
    ]);
}

#[test]
fn labels_are_kept_out_of_the_way() {
    check(&[
        ("“4+4”、“1+5+X”", "4+4=- 1+5+X=-"),
        ("1-10#、12#", "1-10#=- 12#=-"),
        ("第二届、第5个", "第二届=2 第5个=5"),
        ("“12345”市长热线205起", "12345=- 205起=205个"),
        ("12345政务平台636条", "12345=- 636条=636个"),
        ("轨道3、4号线", "3=- 4号线=-"),
        ("“4·15”日", "4·15=-"),
        ("东山207区", "207区=-"),
        ("一是三会一课", "一=- 三会一课=-"),
        ("1.2013年度", "1=- 2013年度=2013"),
        ("3.2.1版、G60、13800138000号", "3.2.1=- 60=- 13800138000号=-"),
        ("见https://a.cn/x?q=30%25后5个", "30%25=- 5个=5个"),
        ("http://９", "９=9"),
    ]);
}

#[test]
fn a_label_never_leaves_the_end_of_a_number_behind() {
    check(&[
        ("spent-5,774 million RMB, 30户", "5,774=- 30户=30个"),
        ("G60,335户", "60,335=-"),
        ("COVID-19, 335户", "19=- 335户=335个"),
        ("COVID-19,335.5户", "19,335.5=-"),
        ("A2021,335户", "2021=- 335户=335个"),
    ]);
}

#[test]
fn words_that_hold_a_numeral_are_no_numbers() {
    for text in [
        "统一进一步一些一起,万一,四川,十分重要",
        "千家万户千方百计两岸三农百姓",
        "五华区、六安、两委、双方、万众",
        "上年、近年、今年、数年",
        "税收千万元楼",
        "进一步一户一策",
    ] {
        assert_eq!(shown(reader(), text), "", "{text}");
    }
}

#[test]
fn vague_numbers_state_no_value() {
    check(&[
        ("数十个,几百人", "数十个=-个 几百人=-个"),
        ("数千万元", "数千万元=-元"),
        ("三五个,七八十人", "三五个=-个 七八十人=-个"),
        ("两三个", "两三个=-个"),
    ]);
}

#[test]
fn ranges_share_unit_and_scale() {
    check(&[
        ("3～5个", "3～5个=[3,5]个"),
        ("30-50%", "30-50%=[30,50]%"),
        ("3至5年", "3至5年=[3,5]年"),
        ("一百二十到一百五十万元", "一百二十到一百五十万元=[1200000,1500000]元"),
        ("从3家到5家", "3家=3个 5家=5个"),
        ("from 41.5 to 47.4 percent", "41.5=41.5% 47.4_percent=47.4%"),
        ("a $10,000 grant", "$10,000=10000dollar"),
        ("5 to 10 people", "5_to_10_people=[5,10]个"),
    ]);
}

#[test]
fn dates_and_lengths_of_time() {
    check(&[
        ("9月3日-10月12日(40天)", "9月3日-10月12日=XXXX-09-03/XXXX-10-12 40天=40天"),
        ("1-10月完成", "1-10月=XXXX-01/XXXX-10"),
        ("今年上半年,前三季度", "上半年=XXXX-01/XXXX-06 前三季度=XXXX-01/XXXX-09"),
        ("三年,3个月,15分钟", "三年=3年 3个月=3个月 15分钟=900秒"),
        ("80年代,365天", "80年代=- 365天=365天"),
        ("in 2012, on March 5, 2013", "2012=2012 March_5,_2013=2013-03-05"),
    ]);
}

fn hedge(text: &str) -> Option<(HedgeKind, String, String)> {
    let mention = reader().read(text).into_iter().next()?;
    let hedge = mention.hedge?;
    Some((hedge.kind, hedge.width.to_string(), text.get(mention.start..mention.end)?.to_owned()))
}

#[test]
fn letters_scale_money_and_leave_lengths_alone() {
    let first = |text: &str| reader().read(text).remove(0);
    for (text, value) in [
        ("£3.2m", "3200000"),
        ("Rs 90 lakh", "9000000"),
        ("1.2 crore", "12000000"),
        ("985 mln", "985000000"),
        ("$1.4bn", "1400000000"),
        ("€5 mn", "5000000"),
        ("$5million", "5000000"),
        ("US$45k", "45000"),
        ("£5 m²", "5"),
        ("3.2m", "3.2"),
    ] {
        assert_eq!(first(text).figure.unwrap().value, Exact::parse(value).unwrap(), "{text}");
    }
    assert_eq!(first("$3mx").kind, Kind::Ordinal);
}

#[test]
fn hedges_have_the_width_of_the_table() {
    for (text, kind, width, span) in [
        ("达到约1400万元", HedgeKind::About, "1000000", "约1400万元"),
        ("10余万元", HedgeKind::More, "100000", "10余万元"),
        ("10万余元", HedgeKind::More, "10000", "10万余元"),
        ("400余起", HedgeKind::More, "100", "400余起"),
        ("3.2万余人", HedgeKind::More, "1000", "3.2万余人"),
        ("1万3千余人次", HedgeKind::More, "1000", "1万3千余人次"),
        ("累计3200多份", HedgeKind::More, "100", "3200多份"),
        ("超过8000平方米", HedgeKind::Over, "1000", "超过8000平方米"),
        ("收入超3.2亿元", HedgeKind::Over, "10000000", "超3.2亿元"),
        ("支出超过50万元", HedgeKind::Over, "100000", "超过50万元"),
        ("其中超300人", HedgeKind::Over, "100", "超300人"),
        ("提高超5%", HedgeKind::Over, "1", "超5%"),
        ("突破3000亿元", HedgeKind::OverInclusive, "100000000000", "突破3000亿元"),
        ("近38万人", HedgeKind::Nearly, "10000", "近38万人"),
        ("1000万以上", HedgeKind::AtLeast, "10000000", "1000万以上"),
        ("不超过5个", HedgeKind::AtMost, "1", "不超过5个"),
        ("3年多", HedgeKind::More, "1", "3年多"),
        ("二十多年", HedgeKind::More, "10", "二十多年"),
        ("二十几万人", HedgeKind::More, "100000", "二十几万人"),
        ("more than 18 million people", HedgeKind::Over, "1000000", "more than 18 million people"),
    ] {
        let expected = Some((kind, width.to_owned(), span.to_owned()));
        assert_eq!(hedge(text), expected, "{text}");
    }
    for text in
        ["签约126宗", "节约10万元", "最近3年", "超额120.4%", "担负5项", "3个以及", "24000万元多600万元"]
    {
        assert_eq!(hedge(text), None, "{text}");
    }
}

#[test]
fn figures_keep_place_and_decimals() {
    let mention = reader().read("51342.68万元").remove(0);
    let figure = mention.figure.unwrap();
    assert_eq!((figure.place, figure.decimals, figure.scaled), (Exact::whole(100), 2, true));
    let figure = reader().read("90.60%").remove(0).figure.unwrap();
    let tenth = Exact::parse("0.1").unwrap();
    assert_eq!((figure.place, figure.significant), (Exact::parse("0.01").unwrap(), tenth));
}

#[test]
fn units_of_one_family_may_be_compared_and_rates_may_not() {
    let mentions = reader().read("273个,88项,500人次,70天");
    let families: Vec<&str> = mentions.iter().map(|m| m.unit.as_ref().unwrap().family.as_ref()).collect();
    assert_eq!(families, ["count", "count", "person-times", "duration-days"]);
    assert_eq!(mentions[3].kind, Kind::Duration);
    let rate = reader().read("每亩补贴1200元/亩").remove(0);
    assert_eq!((rate.kind, rate.unit.unwrap().family.as_ref()), (Kind::Quantity, "money-cny/亩"));
}

#[test]
fn a_number_too_large_is_a_mention_without_figure() {
    let text = format!("{}元", "9".repeat(100));
    let mentions = reader().read(&text);
    assert_eq!((mentions.len(), mentions[0].figure), (1, None));
}

#[test]
fn a_lexicon_with_a_mistake_is_refused() {
    for yaml in [
        "units: [{family: a, base: b, words: {b: \"0\"}}]",
        "units: [{family: a, base: b, words: {b: \"1/0\"}}]",
        "units: [{family: a, base: b, words: [\"\"]}]",
        "vague: [\"\"]",
    ] {
        let lexicon = Lexicon::from_yaml(yaml).unwrap();
        assert!(Reader::new(&[lexicon]).is_err(), "{yaml}");
    }
    assert!(Lexicon::from_yaml("unit: []").is_err());
}

#[test]
fn json_is_one_line_with_the_contract_keys() {
    let text = "税收2.44亿元";
    let line = json::line(&reader().read(text)[0], 3, text);
    assert_eq!(
        line,
        r#"{"line":3,"start":6,"end":16,"text":"2.44亿元","kind":"quantity","value":"244000000","low":"243500000","high":"244500000","unit":"元","hedge":null}"#
    );
}

/// Every file of real text beside the project, where there is one.
#[test]
fn real_texts_read_in_order() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/corpus");
    let Ok(entries) = std::fs::read_dir(&folder) else {
        println!("skipped: no corpus beside the project");
        return;
    };
    let reader = reader();
    for path in entries.filter_map(|entry| Some(entry.ok()?.path())) {
        if let Ok(text) = std::fs::read_to_string(&path) {
            in_order(&text, &reader.read(&text));
        }
    }
}

fn in_order(text: &str, mentions: &[Mention]) {
    let mut floor = 0;
    for mention in mentions {
        assert!(mention.start >= floor && mention.end > mention.start, "{mention:?} in {text:?}");
        assert!(text.get(mention.start..mention.end).is_some(), "{mention:?} in {text:?}");
        if let Some(figure) = mention.figure {
            assert!(!figure.place.is_zero() && !figure.place.is_negative(), "{mention:?}");
        }
        floor = mention.end;
    }
}

/// Pieces that the grammar knows, to reach deeper than arbitrary characters do.
const PIECES: &[&str] = &[
    "一", "两", "十", "百", "千", "万", "亿", "零", "点", "半", "几", "余", "多", "第", "上", "约", "负",
    "-", "—", ".", ",", "，", "％", "%", "分之", "又", "/", "+", "#", "·", "(", ")", "“", "”", " ", "\n",
    "1", "23", "2014", "0", "９", "年", "月", "日", "季度", "个", "个月", "元", "角", "分", "亩", "人次",
    "以上", "至", "到", "k", "M", "e", "A", "$", "one", "twenty", "hundred", "million", "point", "and",
    "half", "fifth", "March", "FY", "percent", "minus", "、", "号线", "是", "成", "小时", "之", "不", "。",
    "http://",
];

proptest! {
    #[test]
    fn no_text_brings_the_reader_down(text in "\\PC*") {
        let reader = reader();
        let mentions = reader.read(&text);
        in_order(&text, &mentions);
        mentions.iter().for_each(|mention| drop(json::line(mention, 1, &text)));
    }

    #[test]
    fn no_run_of_known_pieces_does_either(picks in prop::collection::vec(0..PIECES.len(), 0..24)) {
        let text: String = picks.iter().map(|&i| PIECES[i]).collect();
        let reader = reader();
        let mentions = reader.read(&text);
        in_order(&text, &mentions);
        mentions.iter().for_each(|mention| drop(json::line(mention, 1, &text)));
    }
}
