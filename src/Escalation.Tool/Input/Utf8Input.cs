using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Unicode;

namespace Escalation.Tool.Input;

/// <summary>Passes UTF-8 text on and refuses the first byte that is none, with its place: a decoder knows no lines.</summary>
internal sealed class Utf8Input(Stream inner) : ReadOnlyStream
{
    /// <summary>The beginning of a character whose other bytes are still to come.</summary>
    private readonly byte[] _begun = new byte[3];
    private int _begunLength;
    private long _line = 1;
    private long _bytesInLine;

    /// <summary>Reads the next bytes.</summary>
    /// <exception cref="DecoderFallbackException">Thrown at the first byte that is not UTF-8; the message names line, byte within it and value.</exception>
    public override int Read(Span<byte> buffer)
    {
        if (buffer.IsEmpty)
        {
            return 0;
        }

        int read = inner.Read(buffer);
        if (read == 0)
        {
            return _begunLength == 0 ? 0 : throw Fault(_begun[0]);
        }

        Check(buffer[..read]);
        return read;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            inner.Dispose();
        }

        base.Dispose(disposing);
    }

    private void Check(ReadOnlySpan<byte> text)
    {
        text = text[Finished(text)..];
        int whole = text.Length - Unfinished(text);
        if (Utf8.IsValid(text[..whole]))
        {
            Count(text[..whole]);
            text[whole..].CopyTo(_begun.AsSpan(_begunLength));
            _begunLength += text.Length - whole;
            return;
        }

        while (Rune.DecodeFromUtf8(text, out _, out int length) == OperationStatus.Done)
        {
            Count(text[..length]);
            text = text[length..];
        }

        throw Fault(text[0]);
    }

    /// <summary>Completes the character that the last read began, and says how many bytes that took; all of them when it is still not complete.</summary>
    private int Finished(ReadOnlySpan<byte> text)
    {
        if (_begunLength == 0)
        {
            return 0;
        }

        Span<byte> character = stackalloc byte[4];
        _begun.AsSpan(0, _begunLength).CopyTo(character);
        int added = Math.Min(text.Length, character.Length - _begunLength);
        text[..added].CopyTo(character[_begunLength..]);
        character = character[..(_begunLength + added)];
        switch (Rune.DecodeFromUtf8(character, out _, out int length))
        {
            case OperationStatus.Done:
                Count(character[..length]);
                added = length - _begunLength;
                _begunLength = 0;
                return added;
            case OperationStatus.NeedMoreData:
                character.CopyTo(_begun);
                _begunLength = character.Length;
                return text.Length;
            default:
                throw Fault(_begun[0]);
        }
    }

    /// <summary>How many bytes at the end begin a character without completing it.</summary>
    private static int Unfinished(ReadOnlySpan<byte> text)
    {
        for (int length = 1; length <= Math.Min(3, text.Length); length++)
        {
            if (Rune.DecodeFromUtf8(text[^length..], out _, out _) == OperationStatus.NeedMoreData)
            {
                return length;
            }
        }

        return 0;
    }

    private void Count(ReadOnlySpan<byte> text)
    {
        int lastBreak = text.LastIndexOf((byte)'\n');
        _line += text.Count((byte)'\n');
        _bytesInLine = lastBreak < 0 ? _bytesInLine + text.Length : text.Length - 1 - lastBreak;
    }

    private DecoderFallbackException Fault(byte value) =>
        new(string.Create(CultureInfo.InvariantCulture, $"line {_line}, byte {_bytesInLine + 1}: 0x{value:x2}"));
}
