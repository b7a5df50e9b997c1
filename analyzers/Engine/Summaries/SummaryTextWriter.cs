using System.Collections.Immutable;
using System.Globalization;
using MmAnalyzers.Engine.Dataflow;
using MmAnalyzers.Engine.Locks;

namespace MmAnalyzers.Engine.Summaries;

/// <summary>Writes one line of <see cref="SummaryText"/>: fields with tabs between them, lists with their length in front.</summary>
internal sealed class SummaryTextWriter
{
    private readonly List<string> _fields = [];

    private SummaryTextWriter()
    {
    }

    /// <summary>The line of a member.</summary>
    public static string Line(string id, MethodSummary summary)
    {
        var writer = new SummaryTextWriter();
        writer.Put(id);
        writer.Put((summary.IsAsync ? 1 : 0) + (summary.IsIterator ? 2 : 0));
        writer.Put(summary.Events, writer.Put);
        writer.Put(summary.Net);
        writer.Put(summary.HeldAtYields, held =>
        {
            writer.Put(held.Lock);
            writer.Put((int)held.Mode);
            writer.Put(held.AcquiredAt.Member);
        });
        return string.Join("\t", writer._fields.Select(Escape));
    }

    private static string Escape(string field) =>
        field.Replace("\\", "\\\\").Replace("\t", "\\t").Replace("\n", "\\n").Replace("\r", "\\r");

    private void Put(string field) => _fields.Add(field);

    private void Put(int number) => _fields.Add(number.ToString(CultureInfo.InvariantCulture));

    private void Put<T>(ICollection<T> items, Action<T> put)
    {
        Put(items.Count);
        foreach (var item in items)
        {
            put(item);
        }
    }

    private void Put(LockEvent happened)
    {
        Put(happened.Lock);
        Put((int)happened.Mode);
        Put(happened.IsLater ? 1 : 0);
        Put(happened.Trace.IsEmpty ? string.Empty : happened.Trace[happened.Trace.Length - 1].Member);
        Put(happened.Within, held =>
        {
            Put(held.Lock);
            Put((int)held.Mode);
        });
        Put(happened.Dropped, Put);
        Put(happened.Requires, need =>
        {
            Put(need.Key);
            Put(need.Value ? 1 : 0);
        });
    }

    private void Put(NetEffect net)
    {
        Put(net.DependsOnResult ? 2 : 1);
        Put(net.WhenTrue);
        if (net.DependsOnResult)
        {
            Put(net.WhenFalse);
        }

        Put(net.Uncertain, Put);
    }

    private void Put(LockChange change)
    {
        Put(change.Acquired);
        Put(change.Released);
    }

    private void Put(ImmutableArray<(LockRef Lock, LockMode Mode)> locks) => Put(locks, entry =>
    {
        Put(entry.Lock);
        Put((int)entry.Mode);
    });

    private void Put(LockRef @lock)
    {
        var (lockClass, path) = (@lock.Class, @lock.Path);
        Put(lockClass.Id);
        Put(lockClass.Name);
        Put((int)lockClass.Kind);
        Put((lockClass.CountsReleases ? 1 : 0) + (lockClass.IsAssumed ? 2 : 0));
        Put(lockClass.DeclaredReentry is { } declared ? (int)declared : -1);
        Put((int)path.Root);
        Put(OrSame(path.RootName, lockClass));
        Put(path.Members, member => Put(OrSame(member, lockClass)));
    }

    private static string OrSame(string id, LockClass lockClass) => id == lockClass.Id ? SummaryTextReader.SameAsClass : id;
}
