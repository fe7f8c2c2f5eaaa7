using Escalation.Probes;
using Escalation.Probes.Files;
using Escalation.Tool.Input;

namespace Escalation.Tool.Verbs.Score;

/// <summary>Reads the probes of one run.</summary>
/// <remarks>
/// A file of tensors alone says nothing about whose activations it is for. Here, where a person names probes and activations side by side, that is accepted, and such
/// a probe is taken to be for what the others are for; files that do say it must agree with each other.
/// </remarks>
internal static class ProbeReader
{
    /// <exception cref="ToolException">Thrown when a file is not a probe, or two are not for the same activations.</exception>
    internal static ProbeSet Read(IReadOnlyList<string> files, IReadOnlyList<string> names)
    {
        TensorArchive[] archives = [.. files.Select(static file => TensorInput.Guarded(file, () => TensorFile.Read(file)))];
        LinearProbe?[] probes = [.. archives.Select(static archive => TensorInput.Guarded(archive.FileName, () => TryRead(archive)))];
        ProbeFingerprint common = probes.FirstOrDefault(static probe => probe is not null)?.Fingerprint ?? UnspecifiedSource.Fingerprint;
        for (int i = 0; i < probes.Length; i++)
        {
            TensorArchive archive = archives[i];
            probes[i] ??= TensorInput.Guarded(archive.FileName, () => Complete(archive, common));
            if (probes[i]!.Length != probes[0]!.Length)
            {
                throw new ToolException(FormattableString.Invariant($"{files[i]}: the probe reads {probes[i]!.Length} activations, but that of {files[0]} reads {probes[0]!.Length}"));
            }
        }

        return TensorInput.Guarded(string.Join(", ", files), () => new ProbeSet([.. names.Zip(probes, static (name, probe) => KeyValuePair.Create(name, probe!))]));
    }

    /// <summary>The probe; null when the file does not say whose activations it is for.</summary>
    private static LinearProbe? TryRead(TensorArchive archive)
    {
        try
        {
            LinearProbe probe = ProbeFile.Read(archive).Probe;
            return probe.Fingerprint == UnspecifiedSource.Fingerprint ? null : probe;
        }
        catch (TensorFileException exception) when (exception.Rule == TensorFileRule.BadProbe)
        {
            // Whatever else may be wrong with it is found when it is read again.
            return null;
        }
    }

    /// <summary>The probe, with what it does not say taken from the others.</summary>
    private static LinearProbe Complete(TensorArchive archive, ProbeFingerprint common)
    {
        LinearProbe probe = ProbeFile.Read(archive, new ProbeReadOptions { Fingerprint = Completed(archive, common) }).Probe;
        return probe.Fingerprint == UnspecifiedSource.Fingerprint ? new LinearProbe(probe.Direction, probe.Bias, common, probe.Calibration) : probe;
    }

    private static ProbeFingerprint Completed(TensorArchive archive, ProbeFingerprint common)
    {
        IReadOnlyDictionary<string, string> said = archive.Metadata;
        return new ProbeFingerprint(
            said.GetValueOrDefault("model") ?? said.GetValueOrDefault("model_name") ?? common.Model,
            said.TryGetValue("layer", out string? layer) && InvariantNumber.TryParseCount(layer, out int number) ? number : common.Layer,
            said.GetValueOrDefault("pooling") ?? common.Pooling)
        {
            Tokenizer = said.GetValueOrDefault("tokenizer") ?? common.Tokenizer,
            Variant = said.GetValueOrDefault("variant") ?? common.Variant,
        };
    }
}
