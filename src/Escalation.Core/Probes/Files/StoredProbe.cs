namespace Escalation.Probes.Files;

/// <summary>A probe as its file holds it. Immutable.</summary>
/// <param name="Probe">The probe, its standardisation folded into the weights.</param>
/// <param name="Metadata">All texts of the metadata, by key; numbers and structures of an <c>.npz</c> file's JSON as their JSON text.</param>
/// <param name="OtherTensors">The tensors that were left alone, in the order of the file.</param>
public sealed record StoredProbe(LinearProbe Probe, IReadOnlyDictionary<string, string> Metadata, IReadOnlyList<string> OtherTensors)
{
    /// <summary>The version of the probe itself, as whoever trained it counts; null when the file names none.</summary>
    public string? Version => Metadata.GetValueOrDefault(ProbeMetadata.VersionKey);

    /// <summary>The type of the activations on which the probe was trained, in the file's words; null when the file names none.</summary>
    public string? ActivationType => Metadata.GetValueOrDefault(ProbeMetadata.TypeKey);
}
