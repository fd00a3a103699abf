package io.longshore.generator.extraction;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DescriptionTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "What is a bollard?",
        "What is Port Control?",
        "what's the Harbour Board?",
        "What does the red flag mean?",
        "What is the difference between a sheer and a gantry crane?",
        "ok. how do I view my payments, please?",
        "Why was the gate closed?",
        "Is the harbour open at night?",
        "Thank you. Can I have the fees waived?",
        "What is a hawser and how does it differ from a rope?",
        "Tell me about the lighthouse.",
        "Night shifts",
        "Was ist eine Trosse?",
        "Was bedeutet die rote Flagge?",
        "Wie funktioniert die Schleuse?",
        "Warum ist das Tor zu?",
        "Ist der Hafen nachts offen?",
        "Hafengebühren",
        "什么是系船柱？",
        "船闸如何运作？",
        "为什么关门？",
        "港口晚上开放吗？",
        "Bagaimana cara kerja pintu air?",
        "Apa itu tonggak?"
      })
  void isAskedFor(String question) {
    assertThat(Description.isAskedFor(question)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Who designed the twistlock?",
        "who won the regatta",
        "What is the capital of Norway?",
        "What was the average size?",
        "What is needed?",
        "What year was the quay built?",
        "How many people, at most, have worked here?",
        "Do you know when the quay was built?",
        "What is the crane on the quay called?",
        "Name the three quays.",
        "Was begrenzt die Einfahrt?",
        "Was ist die Hauptstadt von Norwegen?",
        "Wie viele Kräne gibt es?",
        "Wie heißt der Kapitän?",
        "Wie wurde der Turm später genannt?",
        "Nennen Sie einen Kapitän.",
        "Können Sie sagen, wann der Kai gebaut wurde?",
        "谁设计了灯塔？",
        "这座塔被称为什么？",
        "有多少艘船？",
        "Siapa yang merancang mercusuar?"
      })
  void isNot(String question) {
    assertThat(Description.isAskedFor(question)).isFalse();
  }
}
