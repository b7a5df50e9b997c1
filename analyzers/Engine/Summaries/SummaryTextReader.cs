using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Microsoft.CodeAnalysis;
using MmAnalyzers.Engine.Dataflow;
using MmAnalyzers.Engine.Locks;

namespace MmAnalyzers.Engine.Summaries;

/// <summary>Reads one line of <see cref="SummaryText"/>; every fault in it is a <see cref="FormatException"/>.</summary>
internal sealed class SummaryTextReader(string line)
{
    /// <summary>Stands for the id of the lock's class, with which most paths end.</summary>
    public const string SameAsClass = "=";

    private readonly string[] _fields = line.Split('\t');
    private int _next;

    /// <summary>The member's documentation id and its summary.</summary>
    public (string Id, MethodSummary Summary) Line()
    {
        var id = Text();
        var flags = Number(0, 3);
        var events = List(Event);
        var summary = new MethodSummary(events, Net())
        {
            IsAsync = (flags & 1) != 0,
            IsIterator = (flags & 2) != 0,
            HeldAtYields = List(() => Held(LockAndMode(), new(Location.None, Text()))),
        };
        return _next == _fields.Length && id.Length > 0 ? (id, summary) : throw new FormatException();
    }

    private string Text()
    {
        if (_next >= _fields.Length)
        {
            throw new FormatException();
        }

        var field = _fields[_next++];
        return field.IndexOf('\\') < 0 ? field : Unescape(field);
    }

    private static string Unescape(string field)
    {
        var text = new StringBuilder(field.Length);
        for (var i = 0; i < field.Length; i++)
        {
            text.Append(field[i] != '\\' ? field[i] : ++i == field.Length ? throw new FormatException() : field[i] switch
            {
                '\\' => '\\',
                't' => '\t',
                'n' => '\n',
                'r' => '\r',
                _ => throw new FormatException(),
            });
        }

        return text.ToString();
    }

    private int Number(int min, int max) =>
        int.TryParse(Text(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) && number >= min && number <= max
            ? number
            : throw new FormatException();

    private bool Flag() => Number(0, 1) == 1;

    private LockMode Mode() => (LockMode)Number(0, (int)LockMode.Upgradeable);

    private ImmutableArray<T> List<T>(Func<T> read)
    {
        var count = Number(0, _fields.Length);
        var items = ImmutableArray.CreateBuilder<T>(count);
        for (var i = 0; i < count; i++)
        {
            items.Add(read());
        }

        return items.MoveToImmutable();
    }

    private LockEvent Event()
    {
        var (@lock, mode) = LockAndMode();
        var isLater = Flag();
        var member = Text();
        var site = new Site(Location.None, member);
        var within = List(() => Held(LockAndMode(), site));
        var dropped = List(Lock);
        var requires = List(() => new KeyValuePair<int, bool>(Number(0, ushort.MaxValue), Flag()));
        return new(@lock, mode, member.Length == 0 ? ImmutableArray<Site>.Empty : ImmutableArray.Create(site))
        {
            Within = within,
            IsLater = isLater,
            Dropped = dropped,
            Requires = ImmutableSortedDictionary<int, bool>.Empty.SetItems(requires),
        };
    }

    private static HeldLock Held((LockRef Lock, LockMode Mode) held, Site site) => new(held.Lock, held.Mode, site);

    private NetEffect Net()
    {
        var outcomes = Number(1, 2);
        var whenTrue = Change();
        return new(whenTrue, outcomes == 1 ? whenTrue : Change(), List(Lock));
    }

    private LockChange Change() => new(List(LockAndMode), List(LockAndMode));

    private (LockRef Lock, LockMode Mode) LockAndMode() => (Lock(), Mode());

    private LockRef Lock()
    {
        var id = Text();
        var name = Text();
        var kind = (PrimitiveKind)Number(0, (int)PrimitiveKind.Annotated);
        var flags = Number(0, 3);
        var declared = Number(-1, (int)Reentry.Unknown);
        return new(
            new(id, name, kind) { CountsReleases = (flags & 1) != 0, IsAssumed = (flags & 2) != 0, DeclaredReentry = declared < 0 ? null : (Reentry)declared },
            Path(id));
    }

    private AccessPath Path(string classId)
    {
        var root = (PathRoot)Number(0, (int)PathRoot.Parameter);
        var rootName = OrClass(Text(), classId);
        var members = List(() => OrClass(Text(), classId));
        var start = root switch
        {
            PathRoot.Static => AccessPath.Static(rootName),
            PathRoot.This => AccessPath.This(),
            PathRoot.Parameter when ushort.TryParse(rootName, NumberStyles.None, CultureInfo.InvariantCulture, out var ordinal) => AccessPath.Parameter(ordinal),
            PathRoot.Unknown => AccessPath.Unknown,
            _ => throw new FormatException(),
        };
        return members.Aggregate(start, (path, member) => path.Then(member));
    }

    private static string OrClass(string id, string classId) => id == SameAsClass ? classId : id;
}
