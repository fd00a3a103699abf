package io.longshore.generator.extraction;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WordingTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "Who designed the bridge and when was it opened?",
        "When was it opened, and by whom?",
        "How long is it? Who built it?",
        "Wer hat die Brücke gebaut und wann wurde sie eröffnet?",
        "Siapa yang membangunnya dan kapan dibuka?",
        "桥是谁设计的，何时开通？"
      })
  void severalQuestionsInOneHaveParts(String question) {
    assertThat(Wording.hasParts(question)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Who designed the towers and the railings?",
        "What do otters and herons eat?",
        "Wann wurden Brücke und Turm gebaut?",
        "Apa yang dimakan berang-berang dan bangau?",
        "水獭和苍鹭吃什么？"
      })
  void oneQuestionAboutSeveralThingsHasNone(String question) {
    assertThat(Wording.hasParts(question)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Which animals are there?",
        "Which three large rivers were bridged?",
        "Who are the owners of the bridge?",
        "Who were the Normans?",
        "What are the duties of the keeper?",
        "What people were invited?",
        "Why was the mill closed?",
        "How does the lock work?",
        "Name the rivers that meet here.",
        "Please name the rivers that meet here.",
        "Could you list the owners?",
        "List all bridges.",
        "It is old. Describe the bridge.",
        "Explain the rule.",
        "Welche Tiere gibt es?",
        "Welche sind die größten Städte?",
        "Welche Länder wurden erobert?",
        "Welche wichtigen Länder Europas liegen am Meer?",
        "Welche Brücken überqueren den Fluss?",
        "Welche drei Flüsse treffen sich hier?",
        "Welche Länder grenzen an Deutschland?",
        "Welche Städte liegen am Rhein?",
        "Welche Tiere leben neben dem Fluss?",
        "Welche großen Flüsse münden ins Meer?",
        "Welche Inseln gehören dazu?",
        "Welche Bücher schrieb Kafka?",
        "Welche Häuser baute er?",
        "Was sind die Aufgaben des Wärters?",
        "Wer waren die Besitzer?",
        "Warum wurde die Mühle geschlossen?",
        "Nenne die Flüsse.",
        "Bitte nennen Sie die Flüsse.",
        "Erkläre die Regel.",
        "Apa saja makanannya?",
        "Sebutkan sungainya.",
        "有哪些动物？",
        "这里有哪几条河？",
        "为什么关闭磨坊？",
        "船闸如何工作？",
        "请列出所有的桥。",
        "说明这条规则。"
      })
  void severalAreAskedFor(String question) {
    assertThat(Wording.asksForSeveral(question)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "What is the name of the bridge that crosses the Alder?",
        "Name of the bridge?",
        "Name one river that is bridged.",
        "Under which name is it known?",
        "On which list is the bridge?",
        "How is the bridge called?",
        "How was the bridge paid for?",
        "In which year were the towers built?",
        "What part of Wales are the mines in?",
        "Which bus are they taking?",
        "What term is used to describe the rate of change?",
        "Who was the keeper?",
        "What is 212 metres long?",
        "Welche Farbe hat die Brücke?",
        "Welche Farbe haben die Türme?",
        "Welche Stadt wurde erobert?",
        "Welche Stadt liegt neben Köln?",
        "Welche Stadt neben Köln liegt am Rhein?",
        "Welche Sprache spricht man dort?",
        "Welche Sprache sprechen die Bewohner?",
        "Welche Sprache sprechen Schweizer?",
        "Welche Strafe erhielten die Täter?",
        "Welche Mauer gehört zum Schloss?",
        "Durch welche Straße fahren Busse?",
        "Welche Bedeutung haben die Türme?",
        "In welche Stadt wurden die Glocken gebracht?",
        "Wie nennen die Einwohner die Brücke?",
        "Nenne einen Fluss.",
        "Wer war der Wärter?",
        "Was ist die Länge der Brücke?",
        "桥叫什么名字？",
        "当地人如何称呼这座桥？",
        "这座桥怎么称呼？",
        "说明书写于哪一年？",
        "用哪个词描述它？"
      })
  void oneThingIsAskedFor(String question) {
    assertThat(Wording.asksForSeveral(question)).isFalse();
  }
}
