using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;

namespace Escalation.Calibration;

/// <summary>The fingerprint of calibration data that arrive in pieces: appended in file order, the pieces give what <see cref="CalibrationData"/> gives for the whole.</summary>
/// <remarks>Not safe for several threads at once. Appending allocates nothing and keeps nothing but 16 KiB.</remarks>
public sealed partial class CalibrationFingerprint : IDisposable
{
    private const int BufferLength = 16_384;
    private const int BlockRows = 64;

    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly byte[] _buffer = new byte[BufferLength];
    private int _used;
    private bool? _withLosses;

    /// <summary>Appends lines of one score.</summary>
    /// <param name="scores">Finite scores, the next in file order.</param>
    /// <exception cref="ArgumentException">Thrown when a score is NaN or infinite, naming its index; nothing is appended then.</exception>
    /// <exception cref="InvalidOperationException">Thrown when lines with losses were appended before.</exception>
    public void Append(ReadOnlySpan<double> scores)
    {
        CalibrationData.RequireScores(scores);
        RequireColumns(withLosses: false);
        AppendLines(scores);
    }

    /// <summary>Appends lines of a score and a loss.</summary>
    /// <param name="scores">Finite scores, the next in file order.</param>
    /// <param name="losses">One loss for each score, in [0, 1].</param>
    /// <exception cref="ArgumentException">Thrown when the lengths differ, a score is not finite or a loss is outside [0, 1], naming the index; nothing is appended then.</exception>
    /// <exception cref="InvalidOperationException">Thrown when lines without losses were appended before.</exception>
    public void Append(ReadOnlySpan<double> scores, ReadOnlySpan<double> losses)
    {
        CalibrationData.RequireScores(scores);
        CalibrationData.RequireLosses(scores, losses);
        RequireColumns(withLosses: true);
        AppendLines(scores, losses);
    }

    /// <summary>The fingerprint of everything appended so far; more may follow.</summary>
    /// <returns>64 lowercase hexadecimal digits.</returns>
    public string ToSha256()
    {
        Flush();
        return Convert.ToHexStringLower(_hash.GetCurrentHash());
    }

    /// <inheritdoc/>
    public void Dispose() => _hash.Dispose();

    /// <summary>Appends lines of one to three numbers; a column that is not there is empty.</summary>
    internal void AppendLines(ReadOnlySpan<double> scores, ReadOnlySpan<double> losses = default, ReadOnlySpan<double> others = default)
    {
        for (int at = 0; at < scores.Length; at += BlockRows)
        {
            int rows = Math.Min(BlockRows, scores.Length - at);
            if (_used > BufferLength - (rows * FingerprintLines.MaxLength))
            {
                Flush();
            }

            _used += FingerprintLines.Write(
                scores.Slice(at, rows),
                losses.IsEmpty ? default : losses.Slice(at, rows),
                others.IsEmpty ? default : others.Slice(at, rows),
                _buffer.AsSpan(_used));
        }
    }

    private void Flush()
    {
        _hash.AppendData(_buffer.AsSpan(0, _used));
        _used = 0;
    }

    private void RequireColumns(bool withLosses)
    {
        if (_withLosses is { } before && before != withLosses)
        {
            Throw(before);
        }

        _withLosses = withLosses;
    }

    [DoesNotReturn]
    private static void Throw(bool withLosses) =>
        throw new InvalidOperationException(withLosses ? "The lines so far have losses, so these must have them too." : "The lines so far have no losses, so these must not have them either.");
}
