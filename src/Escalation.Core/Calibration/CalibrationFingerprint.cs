using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;

namespace Escalation.Calibration;

/// <summary>The fingerprint of calibration data that arrive in pieces: appended in file order, the pieces give what <see cref="CalibrationData"/> gives for the whole.</summary>
/// <remarks>Not safe for several threads at once. Appending allocates nothing and keeps nothing but 16 KiB.</remarks>
public sealed class CalibrationFingerprint : IDisposable
{
    private const int BufferLength = 16_384;
    private const int MaxLineLength = (3 * CanonicalNumber.MaxLength) + 3;

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

    internal void AppendLines(ReadOnlySpan<double> scores)
    {
        foreach (double score in scores)
        {
            Span<byte> line = NextLine();
            int length = CanonicalNumber.Format(score, line);
            line[length++] = (byte)'\n';
            _used += length;
        }
    }

    internal void AppendLines(ReadOnlySpan<double> scores, ReadOnlySpan<double> losses)
    {
        for (int i = 0; i < scores.Length; i++)
        {
            Span<byte> line = NextLine();
            int length = CanonicalNumber.Format(scores[i], line);
            length = AppendLoss(line, length, losses[i]);
            line[length++] = (byte)'\n';
            _used += length;
        }
    }

    internal void AppendLines(ReadOnlySpan<double> scores, ReadOnlySpan<double> lossAct, ReadOnlySpan<double> lossEscalate)
    {
        for (int i = 0; i < scores.Length; i++)
        {
            Span<byte> line = NextLine();
            int length = CanonicalNumber.Format(scores[i], line);
            length = AppendLoss(line, length, lossAct[i]);
            length = AppendLoss(line, length, lossEscalate[i]);
            line[length++] = (byte)'\n';
            _used += length;
        }
    }

    private static int AppendLoss(Span<byte> line, int length, double loss)
    {
        line[length++] = (byte)',';
        if (loss is 0.0 or 1.0)
        {
            line[length++] = loss == 0.0 ? (byte)'0' : (byte)'1';
            return length;
        }

        return length + CanonicalNumber.Format(loss, line[length..]);
    }

    private Span<byte> NextLine()
    {
        if (_used > BufferLength - MaxLineLength)
        {
            Flush();
        }

        return _buffer.AsSpan(_used);
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
