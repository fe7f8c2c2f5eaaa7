using System.Security.Cryptography;
using System.Text;
using Escalation.Auditing;
using Escalation.Core.Tests.Journal;

namespace Escalation.Core.Tests.Auditing;

public class SealedFieldTests
{
    private const string Canary = "Ada Lovelace, 12 St James's Square";

    [Fact]
    public async Task Erasing_a_key_makes_its_fields_unreadable_and_leaves_the_chain_intact()
    {
        var keys = new MemorySubjectKeyStore();
        var storage = new MemoryJournalStorage();
        using AuditLog log = AuditLogs.Open(storage);
        SealedField ada = await SealedField.SealAsync(keys, "ada", "turn-1/requester", Canary);
        SealedField bob = await SealedField.SealAsync(keys, "bob", "turn-2/requester", "Bob");
        await log.AppendAsync(new AuditEntry(AuditKind.Outcome, "turn-1", writer => ada.Write(writer, "requester")));
        await log.AppendAsync(new AuditEntry(AuditKind.Outcome, "turn-2", writer => bob.Write(writer, "requester")));
        Assert.DoesNotContain("Lovelace", Encoding.UTF8.GetString(storage.Bytes), StringComparison.Ordinal);
        SealedField read = SealedField.Read(AuditLogs.Read(storage.Bytes)[0].Data.GetProperty("requester"));
        Assert.Equal(Canary, await read.OpenAsync(keys, "turn-1/requester"));

        string? erased = await keys.EraseAsync("ada");
        await log.AppendAsync(AuditEntries.Erased(erased!));

        Assert.Equal(ada.KeyId, erased);
        Assert.Null(await read.OpenAsync(keys, "turn-1/requester"));
        Assert.Equal("Bob", await bob.OpenAsync(keys, "turn-2/requester"));
        Assert.True(AuditLogs.Verify(storage.Bytes).IsIntact);
        Assert.Null(await keys.EraseAsync("ada"));
        Assert.NotEqual(ada.KeyId, (await keys.GetOrCreateAsync("ada")).KeyId);
        Assert.DoesNotContain(Convert.ToHexString((await keys.GetOrCreateAsync("ada")).Secret.Span), (await keys.GetOrCreateAsync("ada")).ToString(), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task A_field_that_was_changed_or_moved_does_not_open()
    {
        var keys = new MemorySubjectKeyStore();
        SealedField field = await SealedField.SealAsync(keys, "ada", "here", Canary);
        byte[] bytes = Convert.FromBase64String(field.Sealed);
        for (int i = 0; i < bytes.Length; i++)
        {
            byte[] changed = [.. bytes];
            changed[i] ^= 1;
            await Assert.ThrowsAnyAsync<CryptographicException>(async () => await (field with { Sealed = Convert.ToBase64String(changed) }).OpenAsync(keys, "here"));
        }

        await Assert.ThrowsAnyAsync<CryptographicException>(async () => await field.OpenAsync(keys, "there"));
        await Assert.ThrowsAnyAsync<CryptographicException>(async () => await (field with { Sealed = "?" }).OpenAsync(keys, "here"));
        await Assert.ThrowsAnyAsync<CryptographicException>(async () => await (field with { Sealed = "" }).OpenAsync(keys, "here"));
        Assert.Equal("", await (await SealedField.SealAsync(keys, "ada", "here", "")).OpenAsync(keys, "here"));
        Assert.NotEqual(field.Sealed, (await SealedField.SealAsync(keys, "ada", "here", Canary)).Sealed);
    }
}
