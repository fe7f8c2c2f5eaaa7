using Escalation.Triggers.Ambiguity.Goals;

namespace Escalation.Experiments.Ambiguity;

/// <summary>The count of goals: false alarms on requests with one goal, and what it finds when two requests are joined in several forms.</summary>
internal static class GoalFigures
{
    private const GoalMarks Usual = GoalMarks.Questions | GoalMarks.NumberedLines;
    private const int Pairs = 1_000;

    /// <summary>An example of what a caller may give for English.</summary>
    private static readonly string[] English = ["and also", "and then", "as well as", "also please", "after that", "one more thing", "another thing"];

    private static readonly (string Name, Func<string, string, string> Join)[] Forms =
    [
        ("two questions", (first, second) => $"{first}? {second}?"),
        ("numbered lines", (first, second) => $"1. {first}\n2. {second}"),
        ("bulleted lines", (first, second) => $"- {first}\n- {second}"),
        ("joined by 'and also'", (first, second) => $"{first} and also {second}"),
        ("joined by 'and'", (first, second) => $"{first} and {second}"),
        ("two statements", (first, second) => $"{first}. {second}."),
    ];

    internal static IEnumerable<AmbiguityRow> Measure(IntentData data)
    {
        string[] single = [.. data.All.Select(utterance => utterance.Text)];
        yield return Alarms("one goal: false alarms by marks", single, Usual, [], 0.001);
        yield return Alarms("one goal: false alarms with seven English connectives", single, Usual, English, 0.01);
        yield return Alarms("one question, marked: false alarms by marks", [.. single.Select(text => $"{text.TrimEnd('?')}?")], Usual, [], 0.001);
        Utterance[] test = data.Part("test");
        int step = Math.Max(1, test.Length / (2 * Pairs));
        (string First, string Second)[] pairs = [.. Enumerable.Range(0, Math.Min(Pairs, test.Length / 2)).Select(i => (test[i * step].Text, test[test.Length - 1 - (i * step)].Text))];
        foreach ((string name, Func<string, string, string> join) in Forms)
        {
            string[] joined = [.. pairs.Select(pair => join(pair.First, pair.Second))];
            yield return AmbiguityRow.Share("clinc150", $"two goals, {name}: found by marks", joined.Count(text => GoalCounter.Count(text, Usual) > 1), joined.Length);
            yield return AmbiguityRow.Share("clinc150", $"two goals, {name}: with bullets and connectives", joined.Count(text => GoalCounter.Count(text, Usual | GoalMarks.BulletedLines, English) > 1), joined.Length);
        }
    }

    private static AmbiguityRow Alarms(string figure, string[] texts, GoalMarks marks, string[] connectives, double most) =>
        AmbiguityRow.Share("clinc150", figure, texts.Count(text => GoalCounter.Count(text, marks, connectives) > 1), texts.Length, most: most);
}
