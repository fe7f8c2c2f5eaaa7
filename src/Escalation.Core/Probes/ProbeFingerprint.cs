namespace Escalation.Probes;

/// <summary>Says whose activations a probe was trained on, or whose activations a host delivers. A probe means nothing on any others.</summary>
/// <remarks>Immutable. Texts are compared ordinally; they are the caller's own names, so both sides must spell them alike.</remarks>
public sealed record ProbeFingerprint
{
    /// <summary>Creates a fingerprint.</summary>
    /// <param name="model">The model, with its version or revision, for example <c>org/model-8b@rev</c>.</param>
    /// <param name="layer">The layer whose output is read, from 0 on.</param>
    /// <param name="pooling">How the tokens' activations become one vector, for example <c>last-token</c> or <c>mean</c>.</param>
    /// <exception cref="ArgumentException">Thrown when a text is blank.</exception>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when <paramref name="layer"/> is negative.</exception>
    public ProbeFingerprint(string model, int layer, string pooling)
    {
        Model = Guard.NotBlank(model);
        Layer = Guard.AtLeast(layer, 0);
        Pooling = Guard.NotBlank(pooling);
    }

    /// <summary>The model, with its version or revision.</summary>
    public string Model { get; }

    /// <summary>The layer whose output is read, from 0 on.</summary>
    public int Layer { get; }

    /// <summary>How the tokens' activations become one vector.</summary>
    public string Pooling { get; }

    /// <summary>The hash or version of the tokenizer; null when the probe does not pin it.</summary>
    public string? Tokenizer { get; init; }

    /// <summary>Whatever else must agree, for example a prompt template's version; null when nothing else must.</summary>
    public string? Variant { get; init; }

    /// <summary>Finds the first part in which activations differ from what this probe's fingerprint asks for.</summary>
    /// <param name="activations">The fingerprint of the activations. A part that this fingerprint leaves null may be anything; one that it names must be there.</param>
    /// <returns>The part with both values, or null when they agree.</returns>
    public string? FindMismatch(ProbeFingerprint activations)
    {
        ArgumentNullException.ThrowIfNull(activations);
        return Compare("model", Model, activations.Model)
            ?? (Layer == activations.Layer ? null : FormattableString.Invariant($"layer: the probe needs {Layer}, the activations are of {activations.Layer}"))
            ?? Compare("pooling", Pooling, activations.Pooling)
            ?? (Tokenizer is null ? null : Compare("tokenizer", Tokenizer, activations.Tokenizer))
            ?? (Variant is null ? null : Compare("variant", Variant, activations.Variant));
    }

    private static string? Compare(string part, string needed, string? given) => string.Equals(needed, given, StringComparison.Ordinal)
        ? null
        : $"{part}: the probe needs '{needed}', the activations are of {(given is null ? "an unnamed one" : $"'{given}'")}";
}
