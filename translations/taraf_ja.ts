<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="ja_JP">
<context>
    <name>phases</name>
    <message>
        <source>looking</source>
        <translation>検索中</translation>
    </message>
    <message>
        <source>reading</source>
        <translation>読み込み中</translation>
    </message>
    <message>
        <source>listening</source>
        <translation>聴取中</translation>
    </message>
    <message>
        <source>learning</source>
        <translation>学習中</translation>
    </message>
    <message>
        <source>learning the map</source>
        <translation>マップを学習中</translation>
    </message>
    <message>
        <source>training</source>
        <translation>訓練中</translation>
    </message>
    <message>
        <source>waiting</source>
        <translation>待機中</translation>
    </message>
</context>
<context>
    <name>rule words</name>
    <message>
        <source>tracks</source>
        <translation>曲</translation>
    </message>
    <message>
        <source>seconds</source>
        <translation>秒</translation>
    </message>
    <message>
        <source>days</source>
        <translation>日</translation>
    </message>
    <message>
        <source>one</source>
        <translation>1つ</translation>
    </message>
    <message>
        <source>all</source>
        <translation>すべて</translation>
    </message>
    <message>
        <source>relax</source>
        <translation>緩める</translation>
    </message>
    <message>
        <source>end</source>
        <translation>終了</translation>
    </message>
    <message>
        <source>similar</source>
        <translation>似た曲</translation>
    </message>
    <message>
        <source>albums</source>
        <translation>アルバム</translation>
    </message>
    <message>
        <source>radio</source>
        <translation>ラジオ</translation>
    </message>
    <message>
        <source>path</source>
        <translation>道のり</translation>
    </message>
    <message>
        <source>out</source>
        <translation>除外</translation>
    </message>
    <message>
        <source>in</source>
        <translation>含める</translation>
    </message>
    <message>
        <source>any</source>
        <translation>問わない</translation>
    </message>
    <message>
        <source>steady</source>
        <translation>一定</translation>
    </message>
    <message>
        <source>up</source>
        <translation>上げる</translation>
    </message>
    <message>
        <source>down</source>
        <translation>下げる</translation>
    </message>
</context>
<context>
    <name>rules</name>
    <message>
        <source>Tracks of one artist</source>
        <translation>同じアーティストの曲数</translation>
    </message>
    <message>
        <source>Tracks of one album</source>
        <translation>同じアルバムの曲数</translation>
    </message>
    <message>
        <source>Distance between an artist&apos;s tracks</source>
        <translation>同じアーティストの曲の間隔</translation>
    </message>
    <message>
        <source>Distance between an album&apos;s tracks</source>
        <translation>同じアルバムの曲の間隔</translation>
    </message>
    <message>
        <source>Shortest track</source>
        <translation>最短の曲</translation>
    </message>
    <message>
        <source>Longest track</source>
        <translation>最長の曲</translation>
    </message>
    <message>
        <source>Days without repeats</source>
        <translation>繰り返さない日数</translation>
    </message>
    <message>
        <source>Genres left out</source>
        <translation>除外するジャンル</translation>
    </message>
    <message>
        <source>What you don&apos;t want</source>
        <translation>望まない音楽</translation>
    </message>
    <message>
        <source>Versions of a song</source>
        <translation>同じ曲のバージョン</translation>
    </message>
    <message>
        <source>Nearly the same sound</source>
        <translation>ほぼ同じ音</translation>
    </message>
    <message>
        <source>Nearly the same sound, same title</source>
        <translation>ほぼ同じ音で同じ曲名</translation>
    </message>
    <message>
        <source>Radio: stay near the start</source>
        <translation>ラジオ: 出発点の近くにとどまる</translation>
    </message>
    <message>
        <source>Radio: flow from track to track</source>
        <translation>ラジオ: 曲から曲へ流れる</translation>
    </message>
    <message>
        <source>Radio: chance</source>
        <translation>ラジオ: 偶然性</translation>
    </message>
    <message>
        <source>When nothing is left</source>
        <translation>候補がなくなったとき</translation>
    </message>
    <message>
        <source>At most so many by one artist, or so many of an artist&apos;s albums; 0: any number</source>
        <translation>1人のアーティストにつき、曲またはアルバムをこの数まで。0: 無制限</translation>
    </message>
    <message>
        <source>At most so many of one album; 0: any number</source>
        <translation>1枚のアルバムにつき、この曲数まで。0: 無制限</translation>
    </message>
    <message>
        <source>At least so many others between two by one artist</source>
        <translation>同じアーティストの曲の間に、少なくともこの数の別の曲を入れます</translation>
    </message>
    <message>
        <source>At least so many others between two of one album</source>
        <translation>同じアルバムの曲の間に、少なくともこの数の別の曲を入れます</translation>
    </message>
    <message>
        <source>Nothing shorter</source>
        <translation>これより短い曲は選びません</translation>
    </message>
    <message>
        <source>Nothing longer; 0: as long as it likes</source>
        <translation>これより長い曲は選びません。0: 無制限</translation>
    </message>
    <message>
        <source>Nothing that was heard in the last days; 0: what was heard may come</source>
        <translation>この日数以内に聴いた曲は選びません。0: 聴いた曲も選ぶ</translation>
    </message>
    <message>
        <source>Nothing of these genres, unless what you start from has it</source>
        <translation>これらのジャンルは選びません。出発点がそのジャンルの場合は別です</translation>
    </message>
    <message>
        <source>What you hate or rejected, and what is by such artists or on such albums: out, or in like the rest</source>
        <translation>嫌いな曲や除いた曲と、そのアーティストやアルバムの曲を除外するか、ほかと同じように含めるか</translation>
    </message>
    <message>
        <source>One version of a song (live, remaster, best-of, remix), or all</source>
        <translation>同じ曲は1つのバージョンだけ (ライブ、リマスター、ベスト盤、リミックス)、またはすべて</translation>
    </message>
    <message>
        <source>Tracks that sound more alike than this are one; 1: never</source>
        <translation>これ以上似ている曲は同じ曲とみなします。1: みなさない</translation>
    </message>
    <message>
        <source>The same for tracks with equal titles</source>
        <translation>曲名が同じ曲についての同じ値</translation>
    </message>
    <message>
        <source>How much nearness to what you started from counts</source>
        <translation>出発点への近さをどれだけ重視するか</translation>
    </message>
    <message>
        <source>How much nearness to the track before counts</source>
        <translation>前の曲への近さをどれだけ重視するか</translation>
    </message>
    <message>
        <source>How much chance there is in it; 0: none</source>
        <translation>偶然をどれだけ入れるか。0: なし</translation>
    </message>
    <message>
        <source>When the rules leave nothing: give way, or end the list</source>
        <translation>ルールで候補がなくなったとき、ルールを緩めるか、リストを終えるか</translation>
    </message>
    <message>
        <source>Years</source>
        <translation>年代</translation>
    </message>
    <message>
        <source>Radio: unheard or well known</source>
        <translation>ラジオ：未聴か、なじみの曲か</translation>
    </message>
    <message>
        <source>Radio: energy</source>
        <translation>ラジオ：勢い</translation>
    </message>
    <message>
        <source>Only what was made in these years; nothing: in any</source>
        <translation>この年代のものだけ。空欄：すべて</translation>
    </message>
    <message>
        <source>-1: rather what you never played, 1: rather what you play most, 0: no matter</source>
        <translation>-1：まだ聴いていない曲を優先、1：よく聴く曲を優先、0：問わない</translation>
    </message>
    <message>
        <source>From calm up, from lively down, steady as the start, or any</source>
        <translation>静かなところから上げる、にぎやかなところから下げる、始まりのまま保つ、または問わない</translation>
    </message>
</context>
<context>
    <name>taraf::audacious::Radios</name>
    <message>
        <source>This radio has nothing more to give. Its rules may be too strict.</source>
        <translation>このラジオにはもう候補がありません。ルールが厳しすぎるのかもしれません。</translation>
    </message>
</context>
<context>
    <name>taraf::audacious::Requests</name>
    <message>
        <source>Similar to This Album</source>
        <translation>このアルバムに似たもの</translation>
    </message>
    <message>
        <source>Similar Tracks</source>
        <translation>似た曲</translation>
    </message>
    <message>
        <source>Radio from Here</source>
        <translation>ここからラジオ</translation>
    </message>
    <message numerus="yes">
        <source>%1 and %n more</source>
        <translation>
            <numerusform>%1 ほか %n 件</numerusform>
        </translation>
    </message>
    <message>
        <source>Taraf knows no other album that is like this one.</source>
        <translation>このアルバムに似たアルバムはほかに見つかりません。</translation>
    </message>
    <message>
        <source>Similar to %1</source>
        <translation>%1 に似た音楽</translation>
    </message>
    <message>
        <source>Taraf knows no other track that is like this one.</source>
        <translation>この曲に似た曲はほかに見つかりません。</translation>
    </message>
    <message>
        <source>Select tracks of your own first. Taraf can&apos;t listen to what comes from the network.</source>
        <translation>まず手持ちの曲を選んでください。Taraf はネットワークから来る音を聴けません。</translation>
    </message>
</context>
<context>
    <name>taraf::gui::Companion</name>
    <message>
        <source>&amp;Show</source>
        <translation>表示(&amp;S)</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>終了(&amp;Q)</translation>
    </message>
</context>
<context>
    <name>taraf::gui::ExplainDialog</name>
    <message>
        <source>Why %1</source>
        <translation>%1 の理由</translation>
    </message>
    <message>
        <source>Reckoned</source>
        <translation>計算</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>値</translation>
    </message>
    <message>
        <source>Meaning</source>
        <translation>意味</translation>
    </message>
    <message>
        <source>The arithmetic</source>
        <translation>計算の内訳</translation>
    </message>
</context>
<context>
    <name>taraf::gui::FirstRun</name>
    <message>
        <source>Where is your music?</source>
        <translation>音楽はどこにありますか?</translation>
    </message>
    <message>
        <source>Taraf listens to it once, on this machine, and then finds what sounds alike. Nothing is sent anywhere, and no file is changed.</source>
        <translation>Taraf はこのコンピューター上で音楽を一度だけ聴き、似た音を見つけます。どこにも何も送信せず、ファイルも変更しません。</translation>
    </message>
    <message>
        <source>&amp;Listen to My Music</source>
        <translation>音楽を聴かせる(&amp;L)</translation>
    </message>
</context>
<context>
    <name>taraf::gui::FolderChoice</name>
    <message>
        <source>&amp;Add Folder…</source>
        <translation>フォルダーを追加(&amp;A)…</translation>
    </message>
    <message>
        <source>Re&amp;move</source>
        <translation>削除(&amp;M)</translation>
    </message>
    <message>
        <source>Folders with music</source>
        <translation>音楽のフォルダー</translation>
    </message>
    <message>
        <source>A folder with music</source>
        <translation>音楽のフォルダー</translation>
    </message>
</context>
<context>
    <name>taraf::gui::FoldersPage</name>
    <message>
        <source>Folders with music</source>
        <translation>音楽のフォルダー</translation>
    </message>
    <message>
        <source>Re&amp;move…</source>
        <translation>削除(&amp;M)…</translation>
    </message>
    <message>
        <source>What is left out</source>
        <translation>除外するもの</translation>
    </message>
    <message>
        <source>&amp;Take In Again</source>
        <translation>再び含める(&amp;T)</translation>
    </message>
    <message>
        <source>A graphics card if there is one</source>
        <translation>グラフィックカード (あれば)</translation>
    </message>
    <message>
        <source>The processor</source>
        <translation>プロセッサー</translation>
    </message>
    <message>
        <source>The graphics card (CUDA)</source>
        <translation>グラフィックカード (CUDA)</translation>
    </message>
    <message>
        <source>Listen &amp;with:</source>
        <translation>聴くのに使うもの(&amp;W):</translation>
    </message>
    <message>
        <source>&amp;Add Folder…</source>
        <translation>フォルダーを追加(&amp;A)…</translation>
    </message>
    <message>
        <source>&amp;Look for New Music</source>
        <translation>新しい音楽を探す(&amp;L)</translation>
    </message>
    <message>
        <source>Left out</source>
        <translation>除外</translation>
    </message>
    <message>
        <source>Leave &amp;Out</source>
        <translation>除外(&amp;O)</translation>
    </message>
    <message>
        <source>What to leave out: a regular expression</source>
        <translation>除外するもの: 正規表現</translation>
    </message>
    <message numerus="yes">
        <source>%n track(s)</source>
        <translation>
            <numerusform>%n 曲</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n album(s)</source>
        <translation>
            <numerusform>アルバム %n 枚</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 listened to</source>
        <translation>%1 曲を聴取済み</translation>
    </message>
    <message numerus="yes">
        <source>%n file(s)</source>
        <translation>
            <numerusform>%n 個のファイル</numerusform>
        </translation>
    </message>
    <message>
        <source>not there now</source>
        <translation>現在ありません</translation>
    </message>
    <message>
        <source>A folder with music</source>
        <translation>音楽のフォルダー</translation>
    </message>
    <message>
        <source>Remove a folder</source>
        <translation>フォルダーの削除</translation>
    </message>
    <message>
        <source>Remove %1 from Taraf?</source>
        <translation>%1 を Taraf から削除しますか?</translation>
    </message>
    <message numerus="yes">
        <source>Its %n file(s) stay on the disk, but are no longer found, suggested or put into radios.</source>
        <translation>
            <numerusform>%n 個のファイルはディスクに残りますが、今後は検索、おすすめ、ラジオに出なくなります。</numerusform>
        </translation>
    </message>
    <message>
        <source>What Taraf knows of this music is kept: what it heard, what you played, rated and put on lists. All of it is there again when you add the folder again.</source>
        <translation>この音楽について Taraf が知っていることは残ります。聴き取った内容、再生、評価、リストへの追加の記録は、フォルダーを再び追加すると元どおりになります。</translation>
    </message>
    <message>
        <source>&amp;Remove Folder</source>
        <translation>フォルダーを削除(&amp;R)</translation>
    </message>
    <message>
        <source>%1 is not part of your music any more.</source>
        <translation>%1 は音楽のフォルダーではなくなりました。</translation>
    </message>
    <message numerus="yes">
        <source>%n file(s) are left out from now on. What is known of them is kept.</source>
        <translation>
            <numerusform>今後 %n 個のファイルが除外されます。わかっていることは残ります。</numerusform>
        </translation>
    </message>
    <message>
        <source>Taken in again when Taraf next looks for new music.</source>
        <translation>次に新しい音楽を探すときに再び含まれます。</translation>
    </message>
    <message>
        <source>Files and folders in whose path this regular expression is found. Upper and lower case are the same.</source>
        <translation>パスがこの正規表現に一致するファイルとフォルダーです。大文字と小文字は区別しません。</translation>
    </message>
    <message>
        <source>None of your files is left out by this so far.</source>
        <translation>今のところ、これで除外されるファイルはありません。</translation>
    </message>
</context>
<context>
    <name>taraf::gui::Header</name>
    <message>
        <source>Follow What Plays</source>
        <translation>再生中の曲に従う</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>設定</translation>
    </message>
    <message>
        <source>Search your music</source>
        <translation>音楽を検索</translation>
    </message>
    <message>
        <source>Ctrl+F</source>
        <translation>Ctrl+F</translation>
    </message>
</context>
<context>
    <name>taraf::gui::Panel</name>
    <message>
        <source>Results</source>
        <translation>結果</translation>
    </message>
    <message>
        <source>Tracks</source>
        <translation>曲</translation>
    </message>
    <message>
        <source>Albums</source>
        <translation>アルバム</translation>
    </message>
    <message>
        <source>Radio</source>
        <translation>ラジオ</translation>
    </message>
    <message>
        <source>Ctrl+%1</source>
        <translation>Ctrl+%1</translation>
    </message>
    <message>
        <source>Overall</source>
        <translation>総合</translation>
    </message>
    <message>
        <source>Genre</source>
        <translation>ジャンル</translation>
    </message>
    <message>
        <source>Mood</source>
        <translation>ムード</translation>
    </message>
    <message>
        <source>Instruments</source>
        <translation>楽器</translation>
    </message>
    <message>
        <source>Alike by: %1</source>
        <translation>似ている点: %1</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>元に戻す</translation>
    </message>
    <message>
        <source>Save Playlist…</source>
        <translation>プレイリストを保存…</translation>
    </message>
    <message>
        <source>Play something first, or drop a file here: the radio goes on from there.</source>
        <translation>まず何か再生するか、ここにファイルをドロップしてください。ラジオはそこから続きます。</translation>
    </message>
    <message>
        <source>More Like This</source>
        <translation>こういう曲を増やす</translation>
    </message>
    <message>
        <source>Less Like This</source>
        <translation>こういう曲を減らす</translation>
    </message>
    <message>
        <source>Drop it here</source>
        <translation>ここにドロップ</translation>
    </message>
    <message>
        <source>What sounds like it?</source>
        <translation>似た音楽を探します</translation>
    </message>
    <message>
        <source>Similar to This</source>
        <translation>これに似たもの</translation>
    </message>
    <message>
        <source>Taraf&apos;s service can&apos;t be started</source>
        <translation>Taraf のサービスを起動できません</translation>
    </message>
    <message>
        <source>The library can&apos;t be read</source>
        <translation>ライブラリーを読み込めません</translation>
    </message>
    <message>
        <source>Try Again</source>
        <translation>再試行</translation>
    </message>
    <message>
        <source>Listening to your music</source>
        <translation>音楽を聴いています</translation>
    </message>
    <message>
        <source>What is alike is known when all of it has been heard. This window can be closed meanwhile.</source>
        <translation>すべて聴き終えると、似ているものがわかります。その間、このウィンドウは閉じてもかまいません。</translation>
    </message>
    <message>
        <source>No music was found</source>
        <translation>音楽が見つかりません</translation>
    </message>
    <message>
        <source>There is no audio file in your music folders. If they are on a drive, plug it in; or choose others.</source>
        <translation>音楽のフォルダーにオーディオファイルがありません。外付けドライブにある場合は接続してください。または別のフォルダーを選んでください。</translation>
    </message>
    <message>
        <source>Look Again</source>
        <translation>もう一度探す</translation>
    </message>
    <message>
        <source>Choose Folders…</source>
        <translation>フォルダーを選ぶ…</translation>
    </message>
    <message>
        <source>Nothing has been listened to yet</source>
        <translation>まだ何も聴いていません</translation>
    </message>
    <message numerus="yes">
        <source>%n track(s) are known by name alone. Taraf has to hear them once.</source>
        <translation>
            <numerusform>%n 曲は名前しかわかりません。Taraf が一度聴く必要があります。</numerusform>
        </translation>
    </message>
    <message>
        <source>Listen Now</source>
        <translation>今すぐ聴く</translation>
    </message>
    <message>
        <source>There is no answer to this</source>
        <translation>これには答えがありません</translation>
    </message>
    <message>
        <source>Play something</source>
        <translation>何か再生してください</translation>
    </message>
    <message>
        <source>What sounds like it appears here. Or drop a file, a folder or a playlist, or search.</source>
        <translation>似た音楽がここに表示されます。ファイル、フォルダー、プレイリストのドロップや、検索もできます。</translation>
    </message>
    <message>
        <source>Similar to</source>
        <translation>これに似た音楽</translation>
    </message>
    <message>
        <source>Playing in %1</source>
        <translation>%1 で再生中</translation>
    </message>
    <message>
        <source>Selected in %1</source>
        <translation>%1 で選択中</translation>
    </message>
    <message numerus="yes">
        <source>away from %n track(s)</source>
        <translation>
            <numerusform>%n 曲から遠いもの</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 and %n more</source>
        <translation>
            <numerusform>%1 ほか %n 件</numerusform>
        </translation>
    </message>
    <message>
        <source>Albums like %1</source>
        <translation>%1 に似たアルバム</translation>
    </message>
    <message>
        <source>Similar to %1</source>
        <translation>%1 に似た音楽</translation>
    </message>
    <message numerus="yes">
        <source>%n track(s) written to %1</source>
        <translation>
            <numerusform>%n 曲を %1 に書き込みました</numerusform>
        </translation>
    </message>
    <message>
        <source>Listening is paused</source>
        <translation>聴取を一時停止しています</translation>
    </message>
    <message>
        <source>What has been heard so far is kept.</source>
        <translation>これまでに聴いたものは残ります。</translation>
    </message>
    <message>
        <source>Go On</source>
        <translation>続ける</translation>
    </message>
    <message>
        <source>Rate</source>
        <translation>評価</translation>
    </message>
    <message>
        <source>Love</source>
        <translation>お気に入り</translation>
    </message>
    <message>
        <source>Not this</source>
        <translation>これは除く</translation>
    </message>
    <message>
        <source>Your music is not there now</source>
        <translation>音楽が現在ありません</translation>
    </message>
    <message>
        <source>%1 can&apos;t be found. Plug in the drive, or connect to the server: then all of this is here again by itself. Nothing is forgotten meanwhile.</source>
        <translation>%1 が見つかりません。ドライブを接続するか、サーバーに接続すると、すべて自動的に元に戻ります。その間も何も失われません。</translation>
    </message>
    <message>
        <source>%1 is not there now: its music is still shown, but can&apos;t be played.</source>
        <translation>%1 は現在ありません。音楽は表示されますが、再生できません。</translation>
    </message>
    <message>
        <source>The index is missing</source>
        <translation>索引がありません</translation>
    </message>
    <message>
        <source>What Taraf heard is still known, so the index is made again quickly: no music has to be heard anew.</source>
        <translation>Taraf が聴いた内容は残っているので、索引はすぐに作り直せます。音楽を聴き直す必要はありません。</translation>
    </message>
    <message>
        <source>Make It Again</source>
        <translation>作り直す</translation>
    </message>
</context>
<context>
    <name>taraf::gui::Radio</name>
    <message>
        <source>Move</source>
        <translation>移動</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>削除</translation>
    </message>
    <message>
        <source>Less Like This</source>
        <translation>こういう曲を減らす</translation>
    </message>
    <message>
        <source>More Like This</source>
        <translation>こういう曲を増やす</translation>
    </message>
</context>
<context>
    <name>taraf::gui::RadioPage</name>
    <message>
        <source>Earlier</source>
        <translation>前へ</translation>
    </message>
    <message>
        <source>Later</source>
        <translation>後ろへ</translation>
    </message>
    <message>
        <source>End This Radio</source>
        <translation>このラジオを終了</translation>
    </message>
    <message>
        <source>Kept Radios</source>
        <translation>保存したラジオ</translation>
    </message>
    <message>
        <source>What the radio plays next</source>
        <translation>ラジオで次に再生する曲</translation>
    </message>
    <message>
        <source>No radio is on</source>
        <translation>ラジオは止まっています</translation>
    </message>
    <message>
        <source>It goes on from what plays, never repeats itself, and learns from what you skip.</source>
        <translation>再生中の曲から続き、同じ曲を繰り返さず、スキップした曲から学びます。</translation>
    </message>
    <message>
        <source>Start Radio from Here</source>
        <translation>ここからラジオを開始</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <translation>%1 (%2)</translation>
    </message>
    <message>
        <source>None yet</source>
        <translation>まだありません</translation>
    </message>
</context>
<context>
    <name>taraf::gui::ResultsPage</name>
    <message>
        <source>Asking</source>
        <translation>問い合わせ中</translation>
    </message>
    <message>
        <source>Similar tracks</source>
        <translation>似た曲</translation>
    </message>
    <message>
        <source>Similar albums</source>
        <translation>似たアルバム</translation>
    </message>
    <message>
        <source>Nothing found</source>
        <translation>見つかりません</translation>
    </message>
    <message>
        <source>Nothing in your collection comes near. Try another focus, or loosen the rules in the settings.</source>
        <translation>コレクションに近いものがありません。別の観点を試すか、設定でルールを緩めてください。</translation>
    </message>
</context>
<context>
    <name>taraf::gui::RowActions</name>
    <message>
        <source>&amp;Play Now</source>
        <translation>今すぐ再生(&amp;P)</translation>
    </message>
    <message>
        <source>Play &amp;Next</source>
        <translation>次に再生(&amp;N)</translation>
    </message>
    <message>
        <source>&amp;Append</source>
        <translation>末尾に追加(&amp;A)</translation>
    </message>
    <message>
        <source>New Play&amp;list</source>
        <translation>新しいプレイリスト(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;Radio from Here</source>
        <translation>ここからラジオ(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;Similar to This</source>
        <translation>これに似たもの(&amp;S)</translation>
    </message>
    <message>
        <source>&amp;More Like This</source>
        <translation>こういう曲を増やす(&amp;M)</translation>
    </message>
    <message>
        <source>&amp;Less Like This</source>
        <translation>こういう曲を減らす(&amp;I)</translation>
    </message>
    <message>
        <source>Not &amp;This</source>
        <translation>これは除く(&amp;T)</translation>
    </message>
    <message>
        <source>Show in &amp;Folder</source>
        <translation>フォルダーで表示(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;Copy Path</source>
        <translation>パスをコピー(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;Explain…</source>
        <translation>理由を説明(&amp;E)…</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <translation>%1 (%2)</translation>
    </message>
    <message>
        <source>L&amp;ove</source>
        <translation>お気に入り(&amp;O)</translation>
    </message>
    <message>
        <source>Ra&amp;te</source>
        <translation>評価(&amp;V)</translation>
    </message>
    <message>
        <source>No Rating</source>
        <translation>評価なし</translation>
    </message>
</context>
<context>
    <name>taraf::gui::RowModel</name>
    <message numerus="yes">
        <source>%1 · %n track(s)</source>
        <translation>
            <numerusform>%1 · %n 曲</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 %</source>
        <translation>%1%</translation>
    </message>
    <message>
        <source>%1 % alike: 100 is the same sound, 50 a random pair of your tracks</source>
        <translation>%1% 似ています。100 は同じ音、50 は無作為に選んだ2曲です</translation>
    </message>
    <message>
        <source>Other versions, left out:</source>
        <translation>除外したほかのバージョン:</translation>
    </message>
    <message>
        <source>Playing now</source>
        <translation>再生中</translation>
    </message>
    <message>
        <source>Album</source>
        <translation>アルバム</translation>
    </message>
    <message>
        <source>%1 per cent alike</source>
        <translation>%1 パーセント似ています</translation>
    </message>
    <message>
        <source>The player has it already; it stays where it is.</source>
        <translation>すでにプレーヤーにあり、その位置のままです。</translation>
    </message>
    <message numerus="yes">
        <source>%n star(s)</source>
        <translation>
            <numerusform>星 %n 個</numerusform>
        </translation>
    </message>
    <message>
        <source>Loved</source>
        <translation>お気に入り</translation>
    </message>
</context>
<context>
    <name>taraf::gui::RowView</name>
    <message numerus="yes">
        <source>%n row(s)</source>
        <translation>
            <numerusform>%n 行</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>taraf::gui::RulesPage</name>
    <message>
        <source>nothing</source>
        <translation>なし</translation>
    </message>
    <message>
        <source>%1. Default: %2.</source>
        <translation>%1。既定値: %2。</translation>
    </message>
    <message>
        <source>Back to the default: %1</source>
        <translation>既定値に戻す: %1</translation>
    </message>
</context>
<context>
    <name>taraf::gui::SaveDialog</name>
    <message>
        <source>&amp;Paths relative to the playlist, for a stick or another machine</source>
        <translation>プレイリストからの相対パス (USB メモリーや別のコンピューター用)(&amp;P)</translation>
    </message>
    <message>
        <source>Save Playlist</source>
        <translation>プレイリストを保存</translation>
    </message>
    <message>
        <source>Any player</source>
        <translation>任意のプレーヤー</translation>
    </message>
    <message>
        <source>&amp;Title:</source>
        <translation>タイトル(&amp;T):</translation>
    </message>
    <message>
        <source>&amp;Format:</source>
        <translation>形式(&amp;F):</translation>
    </message>
    <message>
        <source>For p&amp;layer:</source>
        <translation>対象のプレーヤー(&amp;L):</translation>
    </message>
    <message>
        <source>&amp;Browse…</source>
        <translation>参照(&amp;B)…</translation>
    </message>
    <message>
        <source>F&amp;ile:</source>
        <translation>ファイル(&amp;I):</translation>
    </message>
    <message>
        <source>File</source>
        <translation>ファイル</translation>
    </message>
    <message>
        <source>Playlist</source>
        <translation>プレイリスト</translation>
    </message>
</context>
<context>
    <name>taraf::gui::ScanBar</name>
    <message>
        <source>less than a minute left</source>
        <translation>残り1分未満</translation>
    </message>
    <message numerus="yes">
        <source>%n minute(s) left</source>
        <translation>
            <numerusform>残り %n 分</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n hour(s) left</source>
        <translation>
            <numerusform>残り %n 時間</numerusform>
        </translation>
    </message>
    <message>
        <source>Stop the scan; what is done is kept</source>
        <translation>スキャンを中止 (済んだ分は残ります)</translation>
    </message>
    <message>
        <source>How far the scan is</source>
        <translation>スキャンの進み具合</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 / %2</translation>
    </message>
    <message>
        <source>Pause the scan</source>
        <translation>スキャンを一時停止</translation>
    </message>
    <message numerus="yes">
        <source>%n file(s) could not be read. “taraf doctor” says more.</source>
        <translation>
            <numerusform>%n 個のファイルを読み込めませんでした。詳しくは「taraf doctor」で確認できます。</numerusform>
        </translation>
    </message>
    <message>
        <source>The scan is paused</source>
        <translation>スキャンを一時停止しています</translation>
    </message>
    <message>
        <source>Go on with the scan</source>
        <translation>スキャンを続ける</translation>
    </message>
</context>
<context>
    <name>taraf::gui::SearchPage</name>
    <message>
        <source>Found in your music</source>
        <translation>音楽の検索結果</translation>
    </message>
    <message>
        <source>Nothing found</source>
        <translation>見つかりません</translation>
    </message>
    <message>
        <source>The search failed</source>
        <translation>検索に失敗しました</translation>
    </message>
    <message>
        <source>No track and no album has a name with “%1”. The beginning of a word is enough; it can be of artist, album and title.</source>
        <translation>名前に「%1」を含む曲やアルバムはありません。単語の先頭だけで検索できます。アーティスト、アルバム、曲名のどれでもかまいません。</translation>
    </message>
</context>
<context>
    <name>taraf::gui::Service</name>
    <message>
        <source>The program tarafd can&apos;t be started. Is Taraf installed? (%1)</source>
        <translation>プログラム tarafd を起動できません。Taraf はインストールされていますか? (%1)</translation>
    </message>
</context>
<context>
    <name>taraf::gui::SettingsDialog</name>
    <message>
        <source>Settings of Taraf</source>
        <translation>Taraf の設定</translation>
    </message>
    <message>
        <source>&amp;Rules</source>
        <translation>ルール(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;Folders</source>
        <translation>フォルダー(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;Player</source>
        <translation>プレーヤー(&amp;P)</translation>
    </message>
</context>
<context>
    <name>taraf::mpris::MprisHost</name>
    <message>
        <source>the player of this desktop</source>
        <translation>このデスクトップのプレーヤー</translation>
    </message>
    <message>
        <source>Taraf</source>
        <translation>Taraf</translation>
    </message>
    <message>
        <source>Radio, part %1</source>
        <translation>ラジオ、パート %1</translation>
    </message>
    <message>
        <source>This radio has nothing more to give. Its rules may be too strict.</source>
        <translation>このラジオにはもう候補がありません。ルールが厳しすぎるのかもしれません。</translation>
    </message>
    <message>
        <source>%1 can&apos;t be started. The playlist is in %2</source>
        <translation>%1 を起動できません。プレイリストは %2 にあります</translation>
    </message>
    <message>
        <source>%1 did not take the playlist. If you have just opened it for the first time, close it, open it again and try once more.</source>
        <translation>%1 がプレイリストを受け付けませんでした。初めて起動した直後の場合は、いったん閉じて開き直し、もう一度試してください。</translation>
    </message>
    <message>
        <source>The one that played last</source>
        <translation>最後に再生したプレーヤー</translation>
    </message>
    <message>
        <source>&amp;Hand playlists over to:</source>
        <translation>プレイリストの渡し先(&amp;H):</translation>
    </message>
    <message>
        <source>&amp;Listen to what these players play:</source>
        <translation>次のプレーヤーの再生を聴く(&amp;L):</translation>
    </message>
</context>
</TS>
