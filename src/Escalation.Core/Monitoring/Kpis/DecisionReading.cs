using System.Text.Json;
using Escalation.Decisions;

namespace Escalation.Monitoring.Kpis;

/// <summary>Reads decision records into tasks; equal texts are kept once.</summary>
internal sealed class DecisionReading
{
    private static readonly string OwnedByPerson = Reason.OwnedByPerson.Code;

    private readonly Dictionary<string, string> _texts = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _conversations = new(StringComparer.Ordinal);

    /// <summary>Reads a decision.</summary>
    /// <returns>Whether the data was that of a decision; the task is unchanged when it was not.</returns>
    internal bool TryRead(JsonElement data, KpiTask task)
    {
        if (!DecisionOutcomeNames.TryParse(data.Text("outcome"), out DecisionOutcome outcome) || data.Text("reason") is not { } reason)
        {
            return false;
        }

        task.Outcome = outcome;
        task.Enforced = data.Flag("enforced") ?? true;
        task.Policy = Keep(data.Text("policy"));
        task.DecisionClass = Keep(data.Text("class"));
        task.Conversation = data.Text("conversation") is { } conversation ? NumberOf(conversation) : ConversationCounts.None;
        task.Score = data.Number("score");
        List<string> names = [];
        List<TriggerWord> asked = [];
        string? source = null;
        foreach (JsonElement trigger in data.Objects("triggers"))
        {
            string name = Keep(trigger.Text("name")) ?? "";
            names.Add(name);
            string? said = trigger.Text("said");
            if (said is "skipped" or null)
            {
                continue;
            }

            bool fired = said is "fires" or "missing" or "fault";
            asked.Add(new TriggerWord(name, fired, trigger.Number("score")));
            source ??= fired && trigger.Text("reason") == reason ? name : null;
        }

        task.Triggers = asked;
        task.Source = SourceOf(data, names, out bool known) ?? (known ? null : source);
        task.Silent = source is null && reason == OwnedByPerson;
        return true;
    }

    /// <summary>Records of this version say which trigger decided; of older ones it is the first that gives the reason.</summary>
    private static string? SourceOf(JsonElement data, List<string> names, out bool known)
    {
        known = data.Object("replay") is { } replay && replay.TryGetProperty("source", out JsonElement number) && number.ValueKind == JsonValueKind.Number && number.TryGetInt32(out int index) && index >= -1 && index < names.Count;
        return known && data.Object("replay")!.Value.GetProperty("source").GetInt32() is >= 0 and var at ? names[at] : null;
    }

    private int NumberOf(string conversation)
    {
        if (!_conversations.TryGetValue(conversation, out int number))
        {
            number = _conversations.Count;
            _conversations.Add(conversation, number);
        }

        return number;
    }

    /// <summary>Names come again and again.</summary>
    private string? Keep(string? text)
    {
        const int MostTexts = 4_096;
        if (text is null || _texts.TryGetValue(text, out string? known))
        {
            return text is null ? null : _texts[text];
        }

        if (_texts.Count < MostTexts)
        {
            _texts.Add(text, text);
        }

        return text;
    }
}
