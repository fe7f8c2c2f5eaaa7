using System.Buffers.Binary;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Escalation.Decisions;

namespace Escalation.Runtime;

/// <summary>SHA-256 of everything in a turn that a decision can rest on, to tell a repetition from another turn under the same id.</summary>
/// <remarks>The conversation counts by its id only: it moves on while a turn is being repeated.</remarks>
internal sealed class TurnFingerprint : IDisposable
{
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

    internal static string Of(AgentTurn turn)
    {
        using var fingerprint = new TurnFingerprint();
        fingerprint.Add(turn);
        return Convert.ToHexStringLower(fingerprint._hash.GetHashAndReset());
    }

    public void Dispose() => _hash.Dispose();

    private void Add(AgentTurn turn)
    {
        Add(turn.Conversation?.Id);
        Add(turn.Request);
        Add(turn.Answer);
        Add(turn.DecisionClass);
        Add(turn.ProposedStep);
        Add(turn.Confidence);
        Add(turn.ExpertConfidence);
        Add(turn.DelegationValue);
        Add(turn.Costs?.WrongAct);
        Add(turn.Costs?.Escalation);
        Add(turn.Activations.Length);
        _hash.AppendData(MemoryMarshal.AsBytes(turn.Activations.Span));
        Add(turn.LogProbs?.Count ?? -1);
        foreach (TokenLogProb token in turn.LogProbs ?? [])
        {
            Add(token);
        }

        Add(turn.VerifierScore);
        Add(turn.Samples?.Count ?? -1);
        foreach (AnswerSample sample in turn.Samples ?? [])
        {
            Add(sample.Text);
            Add(sample.Cluster ?? double.NaN);
            Add(sample.LogProb);
        }

        Add(turn.Interpretations?.Count ?? -1);
        foreach (Interpretation interpretation in turn.Interpretations ?? [])
        {
            Add(interpretation.Text);
            Add(interpretation.Score);
        }

        Add(turn.Intent);
        Add(turn.IntentScores.Length);
        _hash.AppendData(MemoryMarshal.AsBytes(turn.IntentScores.Span));
        Add(turn.Embedding.Length);
        _hash.AppendData(MemoryMarshal.AsBytes(turn.Embedding.Span));
        Add(turn.Slots);
        Add(turn.Attributes);
        Add(turn.Channel);
        Add(turn.Attachments?.Count ?? -1);
        foreach (AttachmentReference file in turn.Attachments ?? [])
        {
            Add(file.Name);
            Add(file.Sha256 ?? file.Location?.OriginalString);
        }
    }

    private void Add(IReadOnlyDictionary<string, string>? values)
    {
        Add(values?.Count ?? -1);
        foreach ((string name, string value) in (values ?? new Dictionary<string, string>()).OrderBy(entry => entry.Key, StringComparer.Ordinal))
        {
            Add(name);
            Add(value);
        }
    }

    private void Add(AgentStep? step)
    {
        Add(step is null ? -1 : (int)step.Kind);
        Add(step?.Action);
        Add(step?.Arguments);
        Add(step?.Observation);
        Add(step?.Text);
        Add((step is { IsError: true } ? 1 : 0) | (step is { Vetoed: true } ? 2 : 0) | (step?.At is null ? 0 : 4));
        if (step?.At is { } at)
        {
            Add(at.UtcTicks.ToString(CultureInfo.InvariantCulture));
        }
    }

    private void Add(TokenLogProb token)
    {
        Add(token.Token);
        Add(token.LogProb);
        Add(token.Top.Length);
        foreach (TokenAlternative alternative in token.Top.Span)
        {
            Add(alternative.Token);
            Add(alternative.LogProb);
        }
    }

    /// <summary>With its length in front, so that no two sequences of texts look alike.</summary>
    private void Add(string? text)
    {
        Add(text?.Length ?? -1);
        _hash.AppendData(MemoryMarshal.AsBytes(text.AsSpan()));
    }

    private void Add(double? value)
    {
        Add(value.HasValue ? 1 : 0);
        Span<byte> bytes = stackalloc byte[sizeof(double)];
        BinaryPrimitives.WriteDoubleLittleEndian(bytes, value ?? 0.0);
        _hash.AppendData(bytes);
    }

    private void Add(int value)
    {
        Span<byte> bytes = stackalloc byte[sizeof(int)];
        BinaryPrimitives.WriteInt32LittleEndian(bytes, value);
        _hash.AppendData(bytes);
    }
}
