using Escalation.Calibration;
using Escalation.Statistics;

namespace Escalation.Core.Tests.Calibration;

public sealed class CalibrationFingerprintTests
{
    private readonly double[] _scores = new double[5_000];
    private readonly double[] _losses = new double[5_000];

    public CalibrationFingerprintTests()
    {
        var random = new SplitMix64(3);
        for (int i = 0; i < _scores.Length; i++)
        {
            _scores[i] = (random.NextUniform() - 0.5) * 30.0;
            _losses[i] = random.NextUniform() < 0.2 ? 1.0 : 0.0;
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(1_000)]
    [InlineData(5_000)]
    public void Pieces_give_the_fingerprint_of_the_whole(int length)
    {
        using var scores = new CalibrationFingerprint();
        using var both = new CalibrationFingerprint();
        for (int at = 0; at < _scores.Length; at += length)
        {
            int end = Math.Min(at + length, _scores.Length);
            scores.Append(_scores.AsSpan(at..end));
            both.Append(_scores.AsSpan(at..end), _losses.AsSpan(at..end));
        }

        Assert.Equal(CalibrationData.Sha256(_scores), scores.ToSha256());
        Assert.Equal(CalibrationData.Sha256(_scores, _losses), both.ToSha256());
    }

    [Fact]
    public void Asking_in_between_changes_nothing()
    {
        using var fingerprint = new CalibrationFingerprint();
        Assert.Equal(CalibrationData.Sha256([]), fingerprint.ToSha256());
        fingerprint.Append(_scores.AsSpan(0, 100));
        Assert.Equal(CalibrationData.Sha256(_scores.AsSpan(0, 100)), fingerprint.ToSha256());
        fingerprint.Append(_scores.AsSpan(100));
        Assert.Equal(CalibrationData.Sha256(_scores), fingerprint.ToSha256());
    }

    [Fact]
    public void A_piece_with_a_fault_is_refused_and_leaves_no_trace()
    {
        using var fingerprint = new CalibrationFingerprint();
        fingerprint.Append([0.5], [1.0]);
        Assert.Throws<ArgumentException>("scores", () => fingerprint.Append([0.1, double.NaN], [0.0, 0.0]));
        Assert.Throws<ArgumentException>("losses", () => fingerprint.Append([0.1, 0.2], [0.0, 1.5]));
        Assert.Throws<ArgumentException>("losses", () => fingerprint.Append([0.1, 0.2], [0.0]));
        Assert.Equal(CalibrationData.Sha256([0.5], [1.0]), fingerprint.ToSha256());
    }

    [Fact]
    public void Lines_with_and_without_losses_do_not_mix()
    {
        using var fingerprint = new CalibrationFingerprint();
        fingerprint.Append([0.5], [1.0]);
        Assert.Contains("have losses", Assert.Throws<InvalidOperationException>(() => fingerprint.Append([0.5])).Message, StringComparison.Ordinal);
        using var other = new CalibrationFingerprint();
        other.Append([0.5]);
        Assert.Contains("no losses", Assert.Throws<InvalidOperationException>(() => other.Append([0.5], [1.0])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Appending_allocates_nothing()
    {
        using var fingerprint = new CalibrationFingerprint();
        fingerprint.Append(_scores, _losses);
        long before = GC.GetAllocatedBytesForCurrentThread();
        fingerprint.Append(_scores, _losses);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }
}
