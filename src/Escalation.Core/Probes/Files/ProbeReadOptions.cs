namespace Escalation.Probes.Files;

/// <summary>How a probe file is read. Immutable.</summary>
public sealed record ProbeReadOptions
{
    /// <summary>The defaults.</summary>
    public static ProbeReadOptions Default { get; } = new();

    /// <summary>Whose activations the probe is for; needed when the file does not say so. When the file does, the two must agree in what the file names. Null to take the file's word.</summary>
    public ProbeFingerprint? Fingerprint { get; init; }

    /// <summary>What the tensors are called.</summary>
    public ProbeTensorNames Names { get; init; } = ProbeTensorNames.Default;

    /// <summary>Whether tensors without a meaning here are left alone and listed in <see cref="StoredProbe.OtherTensors"/>; otherwise, and by default, they are refused, since a misspelt <c>mean</c> would change every score.</summary>
    public bool AllowOtherTensors { get; init; }

    /// <summary>The limits; null for the defaults.</summary>
    public TensorFileOptions? Limits { get; init; }
}
