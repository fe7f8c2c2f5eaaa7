using System.Buffers;
using Escalation.Decisions;

namespace Escalation.Triggers.Sensitivity;

/// <summary>The texts of a turn that a trigger reads; those that are absent, empty or not wanted are null.</summary>
internal readonly record struct TurnTexts(string? Request, string? Answer, string? Arguments, string? StepText, string? Result)
{
    /// <summary>Every source there is.</summary>
    private const TextSources Known = TextSources.All | TextSources.LatestResult;

    /// <summary>Whether a choice names at least one source and nothing else.</summary>
    internal static bool IsValid(TextSources sources) => sources != TextSources.None && (sources & ~Known) == 0;

    internal static TurnTexts Of(AgentTurn turn, TextSources sources) => new(
        Read(sources, TextSources.Request, turn.Request),
        Read(sources, TextSources.Answer, turn.Answer),
        Read(sources, TextSources.ProposedStep, turn.ProposedStep?.Arguments),
        Read(sources, TextSources.ProposedStep, turn.ProposedStep?.Text),
        (sources & TextSources.LatestResult) != 0 ? LatestResult(turn.Conversation) : null);

    /// <summary>The signal for texts that are too long to scan or all absent; null when there is something to scan. No text is ever scanned in part.</summary>
    internal Signal? Refuse(int maximumLength, bool textIsOptional)
    {
        if (Longer(Request, maximumLength))
        {
            return Signal.Missing(Reason.InputTooLarge, "request");
        }

        if (Longer(Answer, maximumLength))
        {
            return Signal.Missing(Reason.InputTooLarge, "answer");
        }

        if (Longer(Arguments, maximumLength) || Longer(StepText, maximumLength))
        {
            return Signal.Missing(Reason.InputTooLarge, "proposed-step");
        }

        if (Longer(Result, maximumLength))
        {
            return Signal.Missing(Reason.InputTooLarge, "latest-result");
        }

        return Request is not null || Answer is not null || Arguments is not null || StepText is not null || Result is not null ? null
            : textIsOptional ? Signal.NotApplicable()
            : Signal.Missing(Reason.NoSignal, "no-text");
    }

    /// <summary>Gives every text to a reader, and behind each that holds a backslash the same text with the escapes of JSON undone: in <c>{"note":"\nlawyer"}</c> stands the word lawyer, and no word nlawyer.</summary>
    internal void ReadAll<TReader>(ref TReader reader)
        where TReader : struct, ITextReader
    {
        foreach (string? text in (ReadOnlySpan<string?>)[Request, Answer, Arguments, StepText, Result])
        {
            if (text is null)
            {
                continue;
            }

            reader.Read(text, isUndone: false);
            int escape = text.IndexOf('\\', StringComparison.Ordinal);
            if (escape >= 0)
            {
                ReadUndone(text, escape, ref reader);
            }
        }
    }

    private static void ReadUndone<TReader>(string text, int escape, ref TReader reader)
        where TReader : struct, ITextReader
    {
        char[] undone = ArrayPool<char>.Shared.Rent(text.Length);
        try
        {
            int length = JsonEscapes.Undo(text, escape, undone);
            if (length < text.Length)
            {
                reader.Read(undone.AsSpan(0, length), isUndone: true);
            }
        }
        finally
        {
            // Returned with what the user wrote in it, so it is wiped.
            ArrayPool<char>.Shared.Return(undone, clearArray: true);
        }
    }

    private static string? LatestResult(Conversation? conversation)
    {
        if (conversation is not { RetainedStepCount: > 0 })
        {
            return null;
        }

        AgentStep latest = conversation.GetStep(conversation.RetainedStepCount - 1);
        return latest.Kind == AgentStepKind.Tool && !string.IsNullOrEmpty(latest.Observation) ? latest.Observation : null;
    }

    private static string? Read(TextSources wanted, TextSources source, string? text) => (wanted & source) != 0 && !string.IsNullOrEmpty(text) ? text : null;

    private static bool Longer(string? text, int maximumLength) => text is not null && text.Length > maximumLength;
}
