using System.Globalization;
using System.Text.Json;

namespace Escalation.Triggers.Loops;

/// <summary>Reads a loop state and refuses one that no history leads to, as far as the retained steps can tell: a state that was edited to hide a loop does not fit its steps.</summary>
internal sealed class LoopStateReader(LoopRules rules)
{
    private long _stepCount;

    internal LoopState Read(JsonElement json)
    {
        var state = new LoopState(rules);
        RequireMembers(json, 8);
        _stepCount = json.GetProperty("steps").GetInt64();
        Require(_stepCount is >= 0 and <= 1L << 53, "steps");
        int strikes = json.GetProperty("strikes").GetInt32();
        Require(strikes >= 0 && strikes <= _stepCount, "strikes");
        ReadTools(json.GetProperty("tools"), state.Tools);
        ReadMessages(json.GetProperty("messages"), state.Messages);
        ReadChants(json.GetProperty("chants"), state.Chants);
        RunCounter trims = Run(json.GetProperty("trims"));
        Require(trims.Length == 0 || (trims.Key == 1 && state.Messages.Equal.Length == 0), "trims");
        bool userSinceTool = json.GetProperty("userSinceTool").GetBoolean();
        Require(!userSinceTool || !rules.ResetOnUserTurn, "userSinceTool");
        state.Restore(_stepCount, strikes, Time(json.GetProperty("at").GetString()), userSinceTool, trims);
        Require(!state.Verdict.IsLoop || strikes > 0, "strikes");
        return state;
    }

    private static DateTimeOffset? Time(string? text) => string.IsNullOrEmpty(text) ? null
        : DateTimeOffset.TryParseExact(text, "O", CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out DateTimeOffset time) ? time
        : throw Fault("at");

    private void ReadTools(JsonElement json, ToolLoops tools)
    {
        RequireMembers(json, 9);
        LoopEntry[] entries = [.. json.GetProperty("entries").EnumerateArray().Select(Entry)];
        Require(entries.Length <= tools.Entries.Capacity && entries.Length <= _stepCount, "entries");
        RequireOrder([.. entries.Select(entry => entry.Step)]);
        for (int age = entries.Length - 1; age >= 0; age--)
        {
            tools.Entries.Append(entries[age]);
        }

        ReadPeriods(json, tools.Periods, [.. entries.Select(entry => (entry.Signature, entry.Tolerance, entry.Step)).Take(PeriodTracker.Longest)]);
        bool complete = entries.Length < tools.Entries.Capacity;
        RunCounter failing = Checked(json, "failing", entries, complete, entry => entry.Has(LoopTraits.Error) ? PeriodTracker.NonZero(entry.Call) : 0);
        RunCounter sameError = Checked(json, "sameError", entries, complete, entry => entry.Has(LoopTraits.Error) ? PeriodTracker.NonZero(entry.Shape) : 0);
        RunCounter sameResult = Checked(json, "sameResult", entries, complete, entry => entry.Has(LoopTraits.ReadOnly | LoopTraits.LongResult) && !entry.Has(LoopTraits.Error) ? PeriodTracker.NonZero(entry.Shape) : 0);
        var stale = new StaleRun(Run(json.GetProperty("stale")), json.GetProperty("staleTolerance").GetInt32());
        Require(stale.Run.Length == 0 ? stale.Tolerance == 0 : stale.Tolerance >= 1 && stale.Tolerance <= rules.LargestTolerance, "staleTolerance");
        tools.Restore(new ToolRuns(EqualSteps(tools.Periods), failing, sameError, sameResult, stale));
        tools.Facts.Restore(json.GetProperty("younger").EnumerateArray().Select(Hash), json.GetProperty("elder").EnumerateArray().Select(Hash));
    }

    private void ReadMessages(JsonElement json, MessageLoops messages)
    {
        RequireMembers(json, 6);
        (ulong Signature, int Tolerance, long Step)[] texts = [.. json.GetProperty("texts").EnumerateArray().Select(text => (Hash(text[0]), 1, text[1].GetInt64()))];
        Require(texts.Length <= PeriodTracker.Longest && texts.All(text => text.Signature != 0), "texts");
        RequireOrder([.. texts.Select(text => text.Step)]);
        ReadPeriods(json, messages.Periods, texts);
        RunCounter restated = Run(json.GetProperty("restated"));
        Require(restated.Length > 0 == texts.Length > 0 && restated.Key <= 1, "restated");
        byte[] anchor = Convert.FromHexString(json.GetProperty("anchor").GetString() ?? "");
        Require(anchor.Length == (restated.Length > 0 ? MessageSketch.Size : 0), "anchor");
        messages.Restore(EqualSteps(messages.Periods), restated, new MessageSketch(anchor, Hash(json.GetProperty("specifics")), json.GetProperty("isLong").GetBoolean()));
    }

    private void ReadChants(JsonElement json, ChantTracker chants)
    {
        RequireMembers(json, 6);
        var lines = default(MarkdownLines);
        lines.Restore((MarkdownLine)json.GetProperty("line").GetInt32(), json.GetProperty("backticks").GetInt32(), json.GetProperty("inFence").GetBoolean());
        long first = json.GetProperty("firstStep").GetInt64();
        Require(first >= 0 && first <= _stepCount, "firstStep");
        chants.Restore(Utf16Bytes.Read(json.GetProperty("utf16").GetBytesFromBase64()), lines, json.GetProperty("repeats").GetInt32(), first);
    }

    /// <summary>Equal steps in a row are the period 1.</summary>
    private static RunCounter EqualSteps(PeriodTracker periods) => periods.Count == 0 || periods.Signatures[0] == 0 ? default
        : new RunCounter(periods.Signatures[0], periods.Runs[0] + 1, periods.Runs[0] > 0 ? periods.Starts[0] : periods.Steps[0]);

    private void ReadPeriods(JsonElement json, PeriodTracker periods, (ulong Signature, int Tolerance, long Step)[] steps)
    {
        int[] runs = new int[PeriodTracker.Longest];
        long[] starts = new long[PeriodTracker.Longest];
        foreach (JsonElement period in json.GetProperty("periods").EnumerateArray())
        {
            int place = period[0].GetInt32() - 1;
            (runs[place], starts[place]) = (period[1].GetInt32(), period[2].GetInt64());
            Require(runs[place] is > 0 and <= PeriodTracker.LongestRun && runs[place] <= _stepCount && starts[place] > 0 && starts[place] <= _stepCount, "periods");
        }

        for (int period = 1; period <= runs.Length; period++)
        {
            int seen = 0;
            while (seen + period < steps.Length && steps[seen].Signature != 0 && steps[seen].Signature == steps[seen + period].Signature)
            {
                seen++;
            }

            // Only where the retained steps are equal to their end may the run be longer than they show.
            bool open = steps.Length == PeriodTracker.Longest && seen + period >= steps.Length;
            Require(open ? runs[period - 1] >= seen : runs[period - 1] == seen && (seen == 0 || starts[period - 1] == steps[seen + period - 1].Step), "periods");
        }

        periods.Restore([.. steps.Select(step => step.Signature)], [.. steps.Select(step => step.Tolerance)], [.. steps.Select(step => step.Step)], runs, starts);
    }

    private RunCounter Checked(JsonElement json, string name, LoopEntry[] entries, bool complete, Func<LoopEntry, ulong> keyOf)
    {
        RunCounter run = Run(json.GetProperty(name));
        ulong key = entries is [{ } newest, ..] && !newest.Has(LoopTraits.Exempt) ? keyOf(newest) : 0;
        int seen = key == 0 ? 0 : entries.TakeWhile(entry => !entry.Has(LoopTraits.Exempt) && keyOf(entry) == key).Count();
        bool open = !complete && seen == entries.Length;
        Require(run.Key == key && (open ? run.Length >= seen : run.Length == seen && (seen == 0 || run.First == entries[seen - 1].Step)), name);
        return run;
    }

    private RunCounter Run(JsonElement json)
    {
        var run = new RunCounter(Hash(json[0]), json[1].GetInt32(), json[2].GetInt64());
        Require(json.GetArrayLength() == 3 && (run.Length == 0 ? run == default : run is { Key: not 0, Length: > 0, First: > 0 } && run.Length <= _stepCount && run.First <= _stepCount), "a run");
        return run;
    }

    private LoopEntry Entry(JsonElement json)
    {
        var traits = (LoopTraits)json[3].GetInt32();
        int tolerance = json[4].GetInt32();
        Require(json.GetArrayLength() == 6 && (traits & ~rules.PossibleTraits) == 0 && tolerance >= 1 && tolerance <= rules.LargestTolerance, "entries");
        return new LoopEntry(Hash(json[0]), Hash(json[1]), Hash(json[2]), traits, tolerance, json[5].GetInt64());
    }

    private void RequireOrder(ReadOnlySpan<long> steps)
    {
        long newer = _stepCount + 1;
        foreach (long step in steps)
        {
            Require(step > 0 && step < newer, "the numbers of steps");
            newer = step;
        }
    }

    private static ulong Hash(JsonElement json) => json.GetString() is { Length: 16 } text && ulong.TryParse(text, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out ulong hash)
        ? hash
        : throw new FormatException($"'{json}' in a loop state is no hash.");

    /// <summary>Every member that is known is read, so one more is unknown.</summary>
    private static void RequireMembers(JsonElement json, int count) => Require(json.GetPropertyCount() == count, "its members");

    private static void Require(bool holds, string part)
    {
        if (!holds)
        {
            throw Fault(part);
        }
    }

    private static FormatException Fault(string part) => new($"No history leads to this loop state: see {part}.");
}
